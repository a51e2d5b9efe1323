"""The filters of the queue in the reader's words: as chips, as a short menu, and whole as a form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.models import OrganisationUnit, Team, User
from aftercare.domains.catalog.models import IncidentType, Product
from aftercare.domains.customers.models import Grade
from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.queries import NOBODY
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.models import Engineer
from aftercare.surfaces.console.requests.asked import query_with
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.ui.components.states import PRIORITIES
from aftercare.ui.parts import FilterChip, Words

Query = Mapping[str, Sequence[str]]
Names = Callable[[Sequence[str]], Mapping[str, Words]]
LABELS: Mapping[str, Words] = {
    "queue": gettext_lazy("State"),
    "mine": gettext_lazy("Mine"),
    "waits": gettext_lazy("Waits for"),
    "due": gettext_lazy("Required by"),
    "priority": gettext_lazy("Priority"),
    "kind": gettext_lazy("Kind"),
    "problem_type": gettext_lazy("Problem type"),
    "product": gettext_lazy("Product"),
    "holder": gettext_lazy("With"),
    "grade": gettext_lazy("Customer grade"),
    "unit": gettext_lazy("Part of the company"),
    "channel": gettext_lazy("Came by"),
    "covered": gettext_lazy("Coverage"),
    "unit_alone": gettext_lazy("Only this part of the company"),
    "entered": gettext_lazy("Entered in"),
    "handled": gettext_lazy("Handled in"),
    "late": gettext_lazy("Handled late in"),
    "closed": gettext_lazy("Closed in"),
    "cancelled": gettext_lazy("Cancelled in"),
}
OF_REPORTS = ("unit_alone", "entered", "handled", "late", "closed", "cancelled")  # which lead here with them
QUEUES: Mapping[str, Words] = {
    "open": gettext_lazy("All open"),
    **{state.value: state.label for state in State},
    "to_sign_off": gettext_lazy("To sign off"),
    "all": gettext_lazy("All"),
}
DUE: Mapping[str, Words] = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Today"),
    "soon": gettext_lazy("Within 3 days"),
}
WAITS: Mapping[str, Words] = {
    "answer": gettext_lazy("An answer to the customer"),
    "reassign": gettext_lazy("Somebody else"),
}
COVERED: Mapping[str, Words] = {"yes": gettext_lazy("Covered"), "no": gettext_lazy("Not covered")}
# The words of values that are the same in every installation.
FIXED: Mapping[str, Mapping[str, Words]] = {
    "queue": QUEUES,
    "waits": WAITS,
    "due": DUE,
    "covered": COVERED,
    "channel": CHANNELS,
    "priority": {code: PRIORITIES[code][2] for code in ("urgent", "high", "normal", "low")},
}


def _named(rows: QuerySet[Any], key: str) -> Names:
    return lambda values: {
        str(found): _(name) for found, name in rows.filter(**{f"{key}__in": values}).values_list(key, "name")
    }


def _holders(values: Sequence[str]) -> Mapping[str, Words]:
    """Engineers, people and teams by their ids; one statement for all three."""
    ids = [value for value in values if value != NOBODY]
    rows = [model.objects.filter(pk__in=ids).order_by().values_list("pk", "name") for model in (Engineer, User, Team)]
    found = {str(id): name for id, name in (rows[0].union(*rows[1:]) if ids else ())}
    return {NOBODY: _("Nobody yet"), **found}


def _units(values: Sequence[str]) -> Mapping[str, Words]:
    ids = [value for value in values if value != NOBODY]
    return {NOBODY: _("No part"), **_named(OrganisationUnit.objects.all(), "id")(ids)}


NAMED: Mapping[str, Names] = {
    "kind": _named(RequestKind.objects.all(), "code"),
    "problem_type": _named(IncidentType.objects.all(), "code"),
    "product": _named(Product.objects.all(), "id"),
    "grade": _named(Grade.objects.all(), "code"),
    "unit": _named(OrganisationUnit.objects.all(), "id"),
    "unit_alone": _units,
    "holder": _holders,
}


def words_of(name: str, values: Sequence[str]) -> list[Words]:
    """The values of a filter in words; what is no longer there shows as it was typed."""
    names = FIXED[name] if name in FIXED else NAMED[name](values) if name in NAMED else {}
    return [names.get(value, value) for value in values]


def chips(request: HttpRequest, query: Query) -> list[FilterChip]:
    """The filters that are set now, each with the way to take it away; the state stands on the shelf."""
    found = []
    for name, values in query.items():
        if name in LABELS and name not in ("queue", "mine"):
            said = f"{LABELS[name]}: {', '.join(map(str, words_of(name, values)))}"
            found.append(FilterChip(said, f"?{query_with(request, **{name: ''})}", removable=True))
    mine = bool(query.get("mine"))
    return [FilterChip(_("Mine"), f"?{query_with(request, mine='' if mine else '1')}", removable=mine), *found]


def quick(request: HttpRequest, query: Query) -> list[tuple[Words, list[FilterChip]]]:
    """What is asked for most, to be put on or off with one click: a heading and its values each."""
    return [(LABELS[name], list(_toggles(request, query, name))) for name in ("due", "priority", "covered", "waits")]


def _toggles(request: HttpRequest, query: Query, name: str) -> Iterable[FilterChip]:
    on = list(query.get(name, ()))
    for value, words in FIXED[name].items():
        after = [other for other in on if other != value] if value in on else [*on, value]
        yield FilterChip(words, f"?{query_with(request, **{name: after})}", active=value in on)
