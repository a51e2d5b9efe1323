"""The contract: complete, sound, and shown to people."""

import re

import pytest
from django.test import Client

from aftercare.surfaces.api.openapi import contract


def every():
    """Each operation with its path and method."""
    return [(path, method, op) for path, ops in contract()["paths"].items() for method, op in ops.items()]


def test_every_operation_has_its_own_id_and_words():
    ids = [op["operationId"] for _path, _method, op in every()]
    assert len(ids) == len(set(ids))
    for _path, _method, op in every():
        assert op["summary"] and len(op["tags"]) == 1
        assert op["description"].startswith(op["summary"])


def test_every_operation_names_the_refusals_that_all_share():
    for path, method, op in every():
        assert {"401", "403", "422", "429", "503"} <= op["responses"].keys(), (method, path)
        assert ("404" in op["responses"]) >= ("{" in path), (method, path)
        if method != "get":
            assert {"409"} <= op["responses"].keys(), (method, path)


def test_every_post_takes_an_idempotency_key():
    for path, method, op in every():
        names = [parameter["name"] for parameter in op["parameters"]]
        assert ("Idempotency-Key" in names) == (method == "post"), (method, path)


def test_every_change_of_a_versioned_thing_heeds_if_match():
    for path, method, op in every():
        if method == "patch":
            assert "412" in op["responses"], path
        assert ("412" in op["responses"]) == ("Heeds If-Match." in op["description"]), (method, path)


def test_the_served_contract_lists_what_the_administrator_keeps(db):
    from aftercare.domains.requests.models import RequestKind

    RequestKind.objects.create(code="inspection", name="巡检", position=99)
    served = Client().get("/api/v1/openapi.json").json()["components"]["schemas"]["RequestGiven"]["properties"]
    assert served["kind"]["enum"][-1] == "inspection"
    assert "enum" not in contract()["components"]["schemas"]["RequestGiven"]["properties"]["kind"]


def test_what_is_sent_is_closed_to_unknown_fields():
    for path, method, op in every():
        for kind, content in op.get("requestBody", {}).get("content", {}).items():
            if kind == "application/json":
                schema = content["schema"]
                names = [choice.get("$ref", "") for choice in (schema, *schema.get("anyOf", []))]
                name = next(name for name in names if name).rpartition("/")[2]
                assert contract()["components"]["schemas"][name]["additionalProperties"] is False, (method, path)


def test_shapes_that_share_a_name_are_the_same_shape():
    """Two different shapes under one name would silently overwrite each other in the document."""
    import importlib
    import pkgutil

    from aftercare.surfaces import api

    found: dict[str, set[str]] = {}
    for module in pkgutil.walk_packages(api.__path__, "aftercare.surfaces.api."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            if isinstance(thing, type) and thing.__module__ == module.name and thing.__annotations__:
                found.setdefault(name, set()).add(module.name)
    shown = contract()["components"]["schemas"]
    assert {name: places for name, places in found.items() if len(places) > 1 and name in shown} == {}


def test_the_document_is_served_to_everybody(db):
    answer = Client().get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["paths"] == contract()["paths"]


def test_the_reference_names_every_noun_and_every_problem(db):
    page = Client(headers={"accept-language": "en"}).get("/api/v1/docs").content.decode()
    for tag in contract()["tags"]:
        assert f'href="/api/v1/docs/{tag["name"]}"' in page
    for code in ("not_found", "wrong_state", "stale", "bad_input", "key_reused", "too_many_calls", "serial_taken"):
        assert page.count(f'id="problem-{code}"') == 1
    assert len(re.findall(r'id="problem-', page)) == len(set(re.findall(r'id="problem-([^"]+)"', page)))


@pytest.mark.parametrize("tag", [tag["name"] for tag in contract()["tags"]])
def test_a_page_describes_every_operation_of_its_noun(db, tag):
    page = Client().get(f"/api/v1/docs/{tag}").content.decode()
    for _path, _method, op in every():
        if op["tags"] == [tag]:
            assert f'<section id="{op["operationId"]}"' in page


def test_a_noun_nobody_knows_has_no_page(db):
    assert Client().get("/api/v1/docs/nonsense").status_code == 404
