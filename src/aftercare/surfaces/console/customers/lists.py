"""The customers somebody may see: one box for whatever is known of them, filters, and pages by key."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.customers.models import Customer, Grade, Tag
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.policies import REVEAL, VIEW, may_register_customer
from aftercare.domains.customers.queries import FILTERS, narrowed, with_what_lists_tell
from aftercare.domains.orders.states import OrderState
from aftercare.domains.requests.queries import customers_found, named_things
from aftercare.kit.paging import count_to, page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.customers.words import KIND_ICONS, KINDS, PLACE
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.parts import FilterChip, Words

SORTS = {"name": "name_key", "-name": "-name_key", "-added": "-pk", "added": "pk"}
USUAL = "-added"
MOST = 500  # choices of a filter
LONGEST = 200
THINGS = {"request": "inbox", "order": "package", "device": "device-desktop"}  # by their icons
LABELS: Mapping[str, Words] = {
    "kind": pgettext_lazy("customer", "Kind"),
    "grade": gettext_lazy("Grade"),
    "tag": gettext_lazy("Tag"),
    "unit": gettext_lazy("Part of the company"),
}


@staff
def customer_list(request: StaffRequest) -> HttpResponse:
    """The list; a whole request number or serial leads straight to its customer."""
    require(may(request.actor, VIEW))
    query = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    q, cursor = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("cursor")
    named = named_things(request.actor, q) if q and not cursor else []
    whole = [thing for thing in named if thing[3].casefold() == q.casefold()]
    if len({thing[1] for thing in whole}) == 1 and not query:
        return redirect("console:customer", customer_id=whole[0][1])
    rows = narrowed(customers_found(request.actor, q), query)
    sort = SORTS.get(request.GET.get("sort", ""), SORTS[USUAL])
    found = page(with_what_lists_tell(rows), sort=sort, limit=shown(request), cursor=cursor)
    context = {
        "rows": [_line(one) for one in found.items],
        "cursor": found.next,
        "named": [_named(*thing) for thing in named],
        "total": _total(rows, found.items, more=bool(found.next), q=q) if not cursor else "",
        "chips": _chips(query, request),
        "query": urlencode({**query, **({"q": q} if q else {})}),
        "kept": [*query.items()],
        "may_reveal": may(request.actor, REVEAL) is True,
        "may_register": may_register_customer(request.actor) is True,
        "found_none": bool(q or query),
    }
    return staff_page(request, "console/customers/list.html", context, active=PLACE, partials={"results", "rows"})


def _named(noun: str, whose: UUID, name: str, called: str, told: str) -> tuple[str, UUID, str, str, Words]:
    """A thing that was found by its number; of an order its state is told."""
    return THINGS[noun], whose, name, called, OrderState(told).label if noun == "order" else told


def _line(one: Any) -> dict[str, Any]:
    return {"one": one, "kind": KINDS[one.kind], "icon": KIND_ICONS[one.kind], "phone": masked(one.told_phone or "")}


def _total(rows: QuerySet[Customer], items: Any, *, more: bool, q: str) -> str:
    """How many there are; a search that goes on is not counted to its end."""
    if not more:
        return str(len(items))
    return "" if q else count_to(rows)


def _chips(query: Mapping[str, str], request: StaffRequest) -> list[FilterChip]:
    """The filters that are set, each with the way to take it away."""
    q = {"q": request.GET["q"]} if request.GET.get("q") else {}
    found = []
    for name, value in query.items():
        rest = {other: held for other, held in query.items() if other != name}
        said = f"{LABELS[name]}: {KINDS.get(value, value) if name == 'kind' else value}"
        found.append(FilterChip(said, f"?{urlencode({**rest, **q})}", removable=True))
    return found


class FilterForm(forms.Form):
    """Each filter with its choices."""

    narrows = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            widget = forms.Select(attrs={} if name == "kind" else {"data-combobox": True})
            choices = [("", _("All")), *_choices(name)]
            self.fields[name] = forms.ChoiceField(label=str(label), choices=choices, required=False, widget=widget)


def _choices(name: str) -> list[tuple[str, Any]]:
    if name == "kind":
        return list(KINDS.items())
    rows: Mapping[str, QuerySet[Any, Any]] = {
        "grade": Grade.objects.order_by("rank", "code").values_list("code", "name"),
        "tag": Tag.objects.order_by("name").values_list("name", "name"),
        "unit": OrganisationUnit.objects.order_by("path").values_list("code", "name"),
    }
    return [(code, _(words)) for code, words in rows[name][:MOST]]


@staff
def choose_filters(request: StaffRequest) -> HttpResponse:
    """The form with the filters that are set now; sending it shows the list."""
    require(may(request.actor, VIEW))
    form = FilterForm(initial={name: request.GET.get(name, "") for name in FILTERS})
    stays = [(name, request.GET[name]) for name in ("q", "sort") if request.GET.get(name)]
    context = {"form": form, "stays": stays}
    return staff_page(request, "console/customers/filters.html", context, active=PLACE, partials={"dialog"})
