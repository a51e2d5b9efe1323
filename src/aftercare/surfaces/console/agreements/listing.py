"""The agreements, the first to end first, filtered and paged by the address."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.policies import VIEW, may_start_agreements
from aftercare.domains.contracts.queries.agreements import STANDINGS, agreements_found, ending_within, standing_as
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.kit.clock import now
from aftercare.kit.paging import count_to, page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.agreements.words import ACTIVE, CHARGING, ENDED, SUSPENDED, look_of
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.parts import FilterChip

PAGE = "console/agreements/list.html"
LABELS = {"active": ACTIVE.label, "suspended": SUSPENDED.label, "over": ENDED.label, "all": gettext_lazy("All")}
SPANS = [
    ("30", gettext_lazy("within 30 days")),
    ("60", gettext_lazy("within 60 days")),
    ("90", gettext_lazy("within 90 days")),
]


class AgreementFilter(forms.Form):
    """What narrows the list; what can't be read of an old address is left out."""

    narrows = True
    charging = forms.ChoiceField(
        label=gettext_lazy("How it is paid"),
        choices=[("", gettext_lazy("However it is paid")), *CHARGING.items()],
        required=False,
    )
    ends = forms.ChoiceField(
        label=gettext_lazy("Ends"), choices=[("", gettext_lazy("Ends at any time")), *SPANS], required=False
    )
    state = forms.ChoiceField(choices=[(code, code) for code in ("", *STANDINGS, "all")], required=False)
    customer = forms.UUIDField(required=False)


@staff
def agreement_list(request: StaffRequest) -> HttpResponse:
    """Agreements in sight with whoever they are for and until when."""
    require(may(request.actor, VIEW))
    form, today = AgreementFilter(request.GET), day_of(now())
    form.is_valid()
    rows = _narrowed(request, form.cleaned_data, today)
    wide = rows.select_related("customer", "level").defer("customer__search", "customer__notes", "terms")
    found = page(wide, sort="ends_on", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [(one, look_of(one, today), CHARGING[one.charging]) for one in found.items],
        "cursor": found.next,
        "form": form,
        "chips": _chips(request, form.cleaned_data),
        "total": "" if request.GET.get("cursor") else count_to(rows),
        "narrowed": any(form.cleaned_data.values()) or bool(request.GET.get("q")),
        "may_start": may_start_agreements(request.actor) is True,
    }
    return staff_page(request, PAGE, context, active="console:agreements", partials={"results", "rows"})


def asked_agreements(request: StaffRequest, today: date) -> QuerySet[Agreement]:
    """Those that the address of the list asks for."""
    form = AgreementFilter(request.GET)
    form.is_valid()
    return _narrowed(request, form.cleaned_data, today)


def _narrowed(request: StaffRequest, asked: dict[str, Any], today: date) -> QuerySet[Agreement]:
    rows = agreements_found(request.actor, request.GET.get("q", ""))
    if _state(asked) in STANDINGS:
        rows = standing_as(rows, _state(asked), on=today)
    if asked.get("charging"):
        rows = rows.filter(charging=asked["charging"])
    if asked.get("ends"):
        rows = ending_within(rows, on=today, days=int(asked["ends"]))
    if asked.get("customer"):
        rows = rows.filter(customer_id=asked["customer"])
    return rows


def _state(asked: dict[str, Any]) -> str:
    """What was chosen; what is in force where nothing was."""
    return asked.get("state") or "active"


def _chips(request: StaffRequest, asked: dict[str, Any]) -> list[FilterChip]:
    state = _state(asked)
    chips = [
        FilterChip(label, address(request, state=code, cursor=None), active=code == state)
        for code, label in LABELS.items()
    ]
    if asked.get("customer"):
        whose = visible_customers(request.actor).filter(pk=asked["customer"]).first()
        name = whose.name if whose else _("One customer")
        chips.append(FilterChip(name, address(request, customer=None, cursor=None), removable=True))
    return chips
