"""The reference pages: the contract as people read it, a page for each noun and one for all problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from aftercare.kit.errors import Refusal
from aftercare.surfaces.api.answers import plain_answer, to_json
from aftercare.surfaces.api.application import NOUNS
from aftercare.surfaces.api.openapi import BASE, contract, contract_here
from aftercare.surfaces.api.problems import status_of


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field of a body: where it stands, what it may be, what it means."""

    place: str
    name: str
    kind: str
    required: bool
    words: str


@dataclass(frozen=True, slots=True)
class Described:
    """An operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    fields: list[Field]
    answers: list[tuple[str, str, list[Field]]]


def openapi_json(http: HttpRequest) -> HttpResponse:
    """The contract of this installation."""
    return plain_answer(to_json(contract_here()), status=200, headers={"Access-Control-Allow-Origin": "*"})


def index(http: HttpRequest) -> HttpResponse:
    """How to call, which nouns there are, and every problem by its code."""
    document = contract()
    counts: dict[str, int] = {}
    for operation in _operations():
        counts[operation["tags"][0]] = counts.get(operation["tags"][0], 0) + 1
    nouns = [(tag["name"], tag["description"], counts[tag["name"]]) for tag in document["tags"]]
    words = document["info"]["description"].split("\n\n")
    return render(http, "api/index.html", {"words": words, "nouns": nouns, "problems": problems(), "base": BASE})


def noun(http: HttpRequest, name: str) -> HttpResponse:
    """Every operation of a noun."""
    found = next((each for each in NOUNS if each.name == name), None)
    if found is None:
        raise Http404
    operations = [described(each) for each in _operations() if each["tags"] == [name]]
    return render(http, "api/noun.html", {"noun": found, "operations": operations, "nouns": NOUNS, "base": BASE})


def problems() -> list[tuple[str, int, str]]:
    """Every refusal that can be told: code, status, sentence; the kinds that many share are left to their children."""
    known = {refusal.code: refusal for refusal in _below(Refusal)}
    rows = [(code, status_of(refusal), str(refusal.sentence)) for code, refusal in known.items()]
    return sorted(rows, key=lambda row: (row[1], row[0]))


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _operations() -> Iterator[dict[str, Any]]:
    for address, operations in contract()["paths"].items():
        for method, operation in operations.items():
            yield {"method": method.upper(), "path": address, **operation}


def described(operation: dict[str, Any]) -> Described:
    """One operation, its shapes laid out flat."""
    given = [
        Field(each["in"], each["name"], _kind(each["schema"]), each["required"], each.get("description", ""))
        for each in operation["parameters"]
    ]
    body = _content(operation.get("requestBody", {}))
    answers = []
    for status, answer in operation["responses"].items():
        shared = answer.get("$ref", "").rpartition("/")[2]
        whole = contract()["components"]["responses"][shared] if shared else answer
        own = [] if shared else _fields("", _content(whole))
        answers.append((status, whole["description"], own))
    summary = operation["summary"]
    words = operation["description"].removeprefix(f"{summary}.").strip()
    place = operation["operationId"]
    fields = [*given, *_fields("body", body)]
    return Described(place, operation["method"], operation["path"], summary, words, fields, answers)


def _content(holder: dict[str, Any]) -> dict[str, Any]:
    """The shape of a body, followed to where it is defined."""
    return next((_followed(kind.get("schema", {})) for kind in holder.get("content", {}).values()), {})


def _followed(schema: dict[str, Any]) -> dict[str, Any]:
    for choice in schema.get("anyOf", []):
        if "$ref" in choice:
            schema = choice
    name = schema.get("$ref", "").rpartition("/")[2]
    return contract()["components"]["schemas"][name] if name else schema


def _fields(place: str, schema: dict[str, Any]) -> list[Field]:
    needed = schema.get("required", [])
    return [
        Field(place, name, _kind(field), name in needed, field.get("description", ""))
        for name, field in schema.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """What a field may be, in a few words: `one of …`, `text up to 80`, `list of CustomerShown`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema or "allOf" in schema:
        return " | ".join(_kind(choice) for choice in schema.get("anyOf", schema.get("allOf", [])))
    if "enum" in schema:
        return " | ".join(str(choice) for choice in schema["enum"])
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    kind = str(schema.get("format") or schema.get("const") or schema.get("type", "any"))
    return f"{kind} ≤ {schema['maxLength']}" if "maxLength" in schema else kind


urlpatterns = [
    path("openapi.json", openapi_json, name="openapi"),
    path("docs", index, name="docs"),
    path("docs/<slug:name>", noun, name="noun"),
]
