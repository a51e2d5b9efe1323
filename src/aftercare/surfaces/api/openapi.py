"""The contract in print: OpenAPI 3.1 of every operation, as it stands in the code."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from aftercare.surfaces.api.application import NOUNS, api
from aftercare.surfaces.api.choices import dictionaries
from aftercare.surfaces.api.contract import PROBLEM, SECURITY_SCHEMES, problem_answers

BASE = "/api/v1"
WORDS = """After-sales service in a closed loop, from a customer's request to a satisfied call-back.

Send `Authorization: Bearer <token>`. Bodies and answers are JSON; instants are RFC 3339 in UTC, money is
`{"amount": "12.50", "currency": "CNY"}`. Lists answer `{"items": […], "next": …}`: send `next` as `cursor` for the page
behind. Every refusal is a problem (RFC 9457) with a sentence in the language of `Accept-Language` and a stable `code`.
A POST with an `Idempotency-Key` is done once, however often it arrives. Live updates are server-sent events at
`/api/v1/stream`, which resume after `Last-Event-ID` without loss; this contract does not list them, because OpenAPI
describes answers that end."""


@cache
def contract() -> dict[str, Any]:
    """The whole document as it stands in the code; the same everywhere, so it is made once."""
    return filled({})


def contract_here() -> dict[str, Any]:
    """The document of this installation: fields whose values an administrator keeps list those of the moment."""
    return filled(dictionaries())


def filled(known: Mapping[str, list[str]]) -> dict[str, Any]:
    """The document with these dictionaries written in; one that is not known leaves its fields open."""
    document = deepcopy(_drawn())
    _fill(document, known)
    return document


@cache
def _drawn() -> dict[str, Any]:
    """The document with its dictionaries still marked."""
    drawn = api.get_openapi_schema(path_prefix=f"{BASE}/")
    paths = dict(sorted(((path.removeprefix(BASE), ops) for path, ops in drawn["paths"].items()), key=_place))
    for operations in paths.values():
        for operation in operations.values():
            _finish(operation)
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Aftercare API",
            "version": "1.0.0",
            "description": WORDS,
            "contact": {"name": "Whoever runs this installation"},
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": BASE, "description": "This installation."}],
        "tags": [{"name": noun.name, "description": noun.words} for noun in NOUNS],
        "paths": paths,
        "components": {
            "schemas": {**drawn["components"]["schemas"], "Problem": PROBLEM},
            "responses": problem_answers(),
            "securitySchemes": SECURITY_SCHEMES,
        },
    }
    _untitled(document)
    _drop_unused(document)
    return document


def _place(item: tuple[str, dict[str, Any]]) -> tuple[int, int]:
    """Nouns in the order of the story; in each the list, the single thing, and then what belongs to it."""
    path, operations = item
    noun = next(iter(operations.values()))["tags"][0]
    return [each.name for each in NOUNS].index(noun), min(path.count("/"), 3)


def _finish(operation: dict[str, Any]) -> None:
    """Answers in order, the scope in words, and parameters without nulls: in an address there is no null."""
    scope = operation.pop("x-scope")
    heeds = {"412": "Heeds If-Match.", "304": "Heeds If-None-Match."}
    words = [sentence for status, sentence in heeds.items() if int(status) in operation["responses"]]
    operation["description"] += "\n\n" + " ".join([*words, f"Token scope: `{scope}`."])
    operation["responses"] = {str(status): answer for status, answer in sorted(operation["responses"].items())}
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)
        schema = parameter["schema"]
        kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
        if len(kinds) == 1:
            schema.update(kinds[0])


def _fill(node: Any, known: Mapping[str, list[str]]) -> None:
    if isinstance(node, list):
        for value in node:
            _fill(value, known)
    if not isinstance(node, dict):
        return
    marked = node.pop("x-dictionary", None)
    if marked in known:
        holder = next((kind for kind in node.get("anyOf", []) if kind.get("type") == "string"), node)
        for limit in ("minLength", "maxLength", "pattern"):
            holder.pop(limit, None)
        open_ended = node.get("default") == ""
        holder["enum"] = ["", *known[marked]] if open_ended else known[marked]
    for value in node.values():
        _fill(value, known)


def _untitled(node: Any) -> None:
    """Take off the titles that only repeat a field's name."""
    if isinstance(node, dict):
        for field in node.get("properties", {}).values() if isinstance(node.get("properties"), dict) else ():
            if isinstance(field.get("title"), str):
                del field["title"]
        for value in node.values():
            _untitled(value)
    elif isinstance(node, list):
        for value in node:
            _untitled(value)


def _drop_unused(document: dict[str, Any]) -> None:
    """Leave out schemas that nothing points at: a list's query is told as parameters."""
    schemas = document["components"]["schemas"]
    used, fresh = set(), _pointed_at(document["paths"]) | _pointed_at(document["components"]["responses"])
    while fresh:
        used |= fresh
        fresh = {name for each in fresh for name in _pointed_at(schemas[each])} - used
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(used)}


def _pointed_at(node: Any) -> set[str]:
    if isinstance(node, list):
        return {name for value in node for name in _pointed_at(value)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"].rpartition("/")[2]} if str(node.get("$ref", "")).startswith("#/components/schemas/") else set()
    return own | {name for value in node.values() for name in _pointed_at(value)}
