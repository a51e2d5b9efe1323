"""The frame of every operation: a function of a `Call` becomes an address with rights, problems, tags and replays."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.operation import Operation

from aftercare.surfaces.api.answers import answer, not_modified, plain_answer
from aftercare.surfaces.api.calls import Call, SignedIn
from aftercare.surfaces.api.contract import KEY, described
from aftercare.surfaces.api.errors import BadInput
from aftercare.surfaces.api.lists import list_of
from aftercare.surfaces.api.once import once
from aftercare.surfaces.api.sorts import NO_CONTENT, Sort
from aftercare.surfaces.api.words import SENTENCES

Handler = Callable[..., Any]
Register = Callable[[Handler], Handler]


class Noun:
    """One noun of the API: its addresses, its token scope, and what the reference says of it."""

    def __init__(self, name: str, words: str, *, scope: str = "") -> None:
        self.name, self.words, self.scope = name, words, scope or name
        self.router = Router(tags=[name])

    def lists(self, path: str, row: type) -> Register:
        """GET of a page of rows."""
        return self._operation(Sort("GET", path, 200, listed=True), list_of(row))

    def reads(self, path: str, shown: Any) -> Register:
        """GET of one thing; answers 304 to a version that is already held."""
        return self._operation(Sort("GET", path, 200), shown)

    def sends(self, path: str) -> Register:
        """GET of a file's bytes."""
        return self._operation(Sort("GET", path, 200, binary=True), None)

    def makes(
        self, path: str, shown: Any, *, readable: bool = True, versioned: bool = False, once: tuple[str, ...] = ()
    ) -> Register:
        """POST that makes a thing; a `readable` one is found under the same path and its id.

        Fields told only `once` are not kept with the answer: given again for an idempotency key they are null.
        """
        return self._operation(Sort("POST", path, 201, readable=readable, versioned=versioned, once=once), shown)

    def moves(self, path: str, shown: Any, *, versioned: bool = True, once: tuple[str, ...] = ()) -> Register:
        """POST of a verb; `once` as in `makes`."""
        return self._operation(Sort("POST", path, 200, versioned=versioned, once=once), shown)

    def changes(self, path: str, shown: Any) -> Register:
        """PATCH of the fields that are sent."""
        return self._operation(Sort("PATCH", path, 200, versioned=True, whole=True), shown)

    def sets(self, path: str, shown: Any, *, versioned: bool = False, whole: bool = False) -> Register:
        """PUT of a thing under a name the caller knows; a `whole` one takes more than one command."""
        return self._operation(Sort("PUT", path, 200, versioned=versioned, whole=whole), shown)

    def removes(self, path: str) -> Register:
        """DELETE; nothing is answered."""
        return self._operation(Sort("DELETE", path, NO_CONTENT), None)

    def _operation(self, sort: Sort, shown: Any) -> Register:
        def register(handler: Handler) -> Handler:
            words = inspect.cleandoc(handler.__doc__ or "")
            self.router.api_operation(
                [sort.method],
                sort.path,
                auth=SignedIn(self.scope, write=sort.method != "GET"),
                response={sort.status: shown},
                operation_id=handler.__name__,
                summary=words.splitlines()[0].rstrip("."),
                description=words,
                openapi_extra=described(
                    sort, scope=self.scope, tagged="version" in getattr(shown, "__annotations__", {})
                ),
            )(_view(handler, sort))
            return handler

        return register


def _view(handler: Handler, sort: Sort) -> Callable[..., HttpResponse]:
    """The function ninja calls: its first argument is the HTTP request instead of the call."""
    signature = inspect.signature(handler)
    first, *others = signature.parameters.values()

    @functools.wraps(handler)
    def view(request: HttpRequest, **values: Any) -> HttpResponse:
        call: Call = request.auth  # type: ignore[attr-defined]
        _known_parameters(request, view)
        if sort.binary:
            return handler(call, **values)
        if sort.method == "GET":
            return _tagged(request, answer(handler(call, **values)))

        def run() -> HttpResponse:
            return _made(handler(call, **values), sort.status, request.path if sort.readable else "")

        key = request.headers.get(KEY) if sort.method == "POST" else None
        if key is None and not (sort.whole or "If-Match" in request.headers):
            return run()  # one command, which is a transaction by itself
        with transaction.atomic():
            return run() if key is None else once(call, key, run, secret=sort.once, form=_is_form(view))

    view.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[first.replace(name="request", annotation=HttpRequest), *others]
    )
    return view


def _made(body: Any, status: int, folder: str) -> HttpResponse:
    if status == NO_CONTENT:
        return plain_answer(b"", status=status, headers={})
    return answer(body, status=status, location=f"{folder}/{body['id']}" if folder else "")


def _tagged(http: HttpRequest, made: HttpResponse) -> HttpResponse:
    """304 where the caller already holds the version."""
    asked, held = http.headers.get("If-None-Match"), made.get("ETag")
    if asked is None or held is None:
        return made
    known = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    return not_modified(held) if held in known or "*" in known else made


def _is_form(view: Any) -> bool:
    """Whether the operation takes a form with files instead of JSON."""
    operation: Operation = view._ninja_operation
    return any(model.__ninja_param_source__ in ("form", "file") for model in operation.models)


def _known_parameters(http: HttpRequest, view: Any) -> None:
    """Refuse a query parameter that no one reads: a misspelt filter would silently show everything."""
    operation: Operation = view._ninja_operation
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    known = {name for model in models for name in model.__ninja_flatten_map__}
    if unknown := sorted(set(http.GET) - known):
        sentence = SENTENCES["extra_forbidden"]
        raise BadInput(fields=", ".join(unknown), errors=dict.fromkeys(unknown, sentence))
