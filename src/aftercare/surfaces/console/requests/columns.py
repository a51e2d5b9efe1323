"""The columns of the queue: which a reader wants, and how each is headed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aftercare.domains.requests.queries import COLUMNS, SHOWN_FIRST
from aftercare.ui.parts import Words

COOKIE = "request_columns"
LABELS: Mapping[str, Words] = {
    "state": _("State"),
    "priority": _("Priority"),
    "customer": _("Customer"),
    "holder": _("With"),
    "required_at": _("Required by"),
    "submitted_at": _("Entered"),
    "kind": _("Kind"),
    "problem_type": _("Problem type"),
    "product": _("Product"),
    "serial": _("Serial number"),
    "unit": _("Part of the company"),
    "channel": _("Came by"),
    "attempts": _("Attempts"),
    "state_since": _("In this state since"),
    "coverage": _("Coverage"),
}
SORTED = frozenset({"priority", "required_at", "submitted_at"})
AT_THE_END = frozenset({"submitted_at", "attempts"})


class Head(NamedTuple):
    """A column's heading."""

    name: str
    label: Words
    sorts: bool
    end: bool


def columns_of(request: HttpRequest) -> tuple[str, ...]:
    """The columns in the address, else those chosen last in this browser, else the usual ones."""
    named = request.GET.getlist("columns") or request.COOKIES.get(COOKIE, "").split(".")
    chosen = {part for given in named for part in given.split(".")}
    return tuple(name for name in COLUMNS if name in chosen) or SHOWN_FIRST


def heads(columns: Sequence[str]) -> list[Head]:
    """The headings of these columns, in the order of the list."""
    return [Head(name, LABELS[name], name in SORTED, name in AT_THE_END) for name in columns]
