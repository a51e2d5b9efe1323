"""A caller of the API whose every answer is held against the contract."""

import re
from functools import cache
from typing import Any

import jsonschema_rs
from django.http import HttpResponse
from django.test import Client

BASE = "/api/v1"


class Api:
    """Calls as one person; `get`, `post` … take a path behind the base and a body as Python values."""

    def __init__(self, token: str = "", **headers: str) -> None:
        own = {"accept-language": "en", **headers}
        self.client = Client(headers={**own, "authorization": f"Bearer {token}"} if token else own)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """One call; what it answers must be what the contract says."""
        reads = method in ("GET", "HEAD")
        given = {} if reads else {"data": b"" if body is None else body, "content_type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = getattr(self.client, method.lower())(f"{BASE}{path}", headers=named, **given)
        check(method, path.partition("?")[0], answer)
        return answer

    def upload(self, path: str, file: Any, **headers: str) -> HttpResponse:
        """A form with a file in it."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        sent = {**file.fields, "file": SimpleUploadedFile(file.name, file.content)}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.post(f"{BASE}{path}", sent, headers=named)
        check("POST", path, answer)
        return answer

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("PATCH", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.call("DELETE", path, **headers)


def check(method: str, path: str, answer: HttpResponse) -> None:
    """The status is one the operation names, and the body has the shape it names for it."""
    found = operation(method, path)
    if found is None or answer.status_code in (405, 500):
        return
    told = found["responses"].get(str(answer.status_code))
    assert told is not None, f"{method} {path} answered {answer.status_code}: {answer.content.decode()}"
    content = resolved(told).get("content", {})
    if not content:
        assert answer.content == b""
        return
    media = answer["Content-Type"].partition(";")[0]
    if "*/*" in content:
        return
    assert media in content
    validator(str(content[media]["schema"]["$ref"])).validate(answer.json())


def resolved(told: dict[str, Any]) -> dict[str, Any]:
    """An answer, or the shared one it points at."""
    from aftercare.surfaces.api.openapi import contract

    shared = told.get("$ref", "").rpartition("/")[2]
    return contract()["components"]["responses"][shared] if shared else told


def operation(method: str, path: str) -> dict[str, Any] | None:
    """The operation that answers at an address."""
    from aftercare.surfaces.api.openapi import contract

    for pattern, (template, _operations) in patterns().items():
        if re.fullmatch(pattern, path):
            return contract()["paths"][template].get(method.lower())
    return None


@cache
def patterns() -> dict[str, tuple[str, dict[str, Any]]]:
    """The addresses as patterns, fixed ones before those with a gap."""
    from aftercare.surfaces.api.openapi import contract

    paths = sorted(contract()["paths"].items(), key=lambda pair: pair[0].count("{"))
    return {re.sub(r"\{[^}]+\}", "[^/]+", path): (path, operations) for path, operations in paths}


@cache
def validator(reference: str) -> Any:
    """What judges a body against a named shape."""
    from aftercare.surfaces.api.openapi import contract

    schema = {"$ref": reference, "components": contract()["components"]}
    return jsonschema_rs.validator_for(schema, validate_formats=True)
