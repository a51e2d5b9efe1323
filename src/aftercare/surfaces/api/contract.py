"""What the contract says of every operation besides its own shapes: rights, problems, tags of versions, keys."""

from collections.abc import Iterable
from typing import Any

from aftercare.surfaces.api.problems import MEDIA_TYPE
from aftercare.surfaces.api.sorts import Sort

KEY, KEYS = "Idempotency-Key", "^[!-~]{1,200}$"
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"session": []}]
SECURITY_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made at `POST /tokens` or by `aftercare token create`, limited by its scopes.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The cookie of somebody who signed in on the pages; changes also need the header X-CSRFToken.",
    },
}
PROBLEM = {
    "title": "Problem",
    "description": "Why not (RFC 9457): a sentence for people, a stable code for programs.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Where the code is explained."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What was asked, what is in the way, what would work."},
        "code": {"type": "string", "description": "Stable: programs may rely on it."},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "A sentence for each field that can't be used.",
        },
        "allowed": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The verbs that the present state permits, whoever may make them.",
        },
    },
}
IN_WORDS = {
    401: "Nobody is signed in, or the token is unknown, revoked or over.",
    403: "The right, or the token's scope, is lacking.",
    404: "Nothing is here, or it is not visible to the caller; also something the body names.",
    409: "The move is not open from the present state, or something stands against it.",
    412: "It was changed since the version in If-Match.",
    413: "The body is too large.",
    422: "Some input can't be used; `errors` names the fields.",
    429: "Too many calls; wait as long as Retry-After says.",
    503: "The database does not answer; nothing was changed.",
}
ETAG = {"ETag": {"description": "The version, for If-Match and If-None-Match.", "schema": {"type": "string"}}}
LOCATION = {"Location": {"description": "Where it is read.", "schema": {"type": "string", "format": "uri-reference"}}}
KEY_PARAMETER = {
    "in": "header",
    "name": KEY,
    "required": False,
    "description": "The same key with the same body gives the same answer once more and does nothing twice.",
    "schema": {"type": "string", "pattern": KEYS},
}


def described(sort: Sort, *, scope: str, tagged: bool) -> dict[str, Any]:
    """The part of the contract that follows from the sort of operation; `tagged` answers carry an entity tag."""
    reads = sort.method == "GET"
    named = "{" in sort.path or sort.listed or not reads
    statuses = _problems(reads=reads, named=named, versioned=sort.versioned, stored=sort.binary)
    answers: dict[Any, Any] = {status: {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}
    headers = {**(ETAG if tagged else {}), **(LOCATION if sort.readable else {})}
    if headers:
        answers[sort.status] = {"headers": headers}
    if sort.binary:
        answers[sort.status] = {"content": {"*/*": {}}}
    if reads and tagged:
        answers[304] = {"description": "The version in If-None-Match is still the present one.", "headers": ETAG}
    return {
        "security": SECURITY,
        "parameters": [KEY_PARAMETER] if sort.method == "POST" else [],
        "responses": answers,
        "x-scope": f"{scope}:{'read' if reads else 'write'}",
    }


def _problems(*, reads: bool, named: bool, versioned: bool, stored: bool) -> Iterable[int]:
    yield from (401, 403)
    if named:
        yield 404
    if not reads or stored:  # the bytes of a file may be lost
        yield 409
    if versioned:
        yield 412
    if not reads:
        yield 413
    yield from (422, 429, 503)


def problem_answers() -> dict[str, Any]:
    """The shared answers that operations point to."""
    return {f"Problem{status}": _problem_answer(status) for status in IN_WORDS}


def _problem_answer(status: int) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if status in (429, 503):
        headers["Retry-After"] = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
    if status == 401:
        headers["WWW-Authenticate"] = {"description": "How to sign in.", "schema": {"type": "string"}}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": IN_WORDS[status], "content": content, **({"headers": headers} if headers else {})}
