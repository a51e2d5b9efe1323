"""If-Match: a change is made only to the version the caller has seen."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest

from aftercare.kit.errors import Stale
from aftercare.kit.locking import lock
from aftercare.surfaces.api.calls import Call

M = TypeVar("M", bound=Model)
NO_VERSION = -1


def unchanged(call: Call, thing: M, *, first: Iterable[Model] = ()) -> M:
    """The thing, if it still has the version the caller expects.

    It is compared under the row's lock, which holds until the command's transaction ends: nobody changes it between.
    Where the command locks others before the thing, `first` names them in that order, so that no two wait for each
    other.
    """
    expected = expected_version(call.http)
    if expected is not None:
        for other in first:
            lock(type(other)._default_manager.only("pk"), other.pk)
        held: Any = lock(type(thing)._default_manager.only("version"), thing.pk)
        if held.version != expected:
            raise Stale()
    return thing


def absent(call: Call) -> None:
    """Refuse to make what the caller expects to be there already, in some version."""
    if expected_version(call.http) is not None:
        raise Stale()


def expected_version(http: HttpRequest) -> int | None:
    """The version asked for, None where any will do; a tag that was never ours matches no version."""
    asked = http.headers.get("If-Match", "*").strip()
    if asked == "*":
        return None
    plain = asked.removeprefix("W/").strip('"')
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else NO_VERSION
