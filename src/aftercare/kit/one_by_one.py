"""One command with several things: each stands or falls by itself, and what came of it is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import transaction

from aftercare.kit.errors import Refusal

T = TypeVar("T")
MOST = 200  # things of one call


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """A thing, and why nothing was done with it; None where it was done."""

    thing: T
    refusal: Refusal | None


def one_by_one(things: Iterable[T], do: Callable[[T], object]) -> list[Told[T]]:
    """Do it with each; a refusal takes back its own work alone."""
    return [Told(thing, _refusal(thing, do)) for thing in things]


def _refusal(thing: T, do: Callable[[T], object]) -> Refusal | None:
    try:
        with transaction.atomic():
            do(thing)
    except Refusal as refusal:
        return refusal
    return None
