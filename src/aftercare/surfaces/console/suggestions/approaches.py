"""Customers who are asked: whose turn it is, what to say, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aftercare.domains.customers.phones import masked
from aftercare.domains.outreach.actions import hand_over_approach, record_result
from aftercare.domains.outreach.grounds import Ground
from aftercare.domains.outreach.models import OPEN, Approach
from aftercare.domains.outreach.policies import VIEW, may_hand_over, may_record_result, visible_to
from aftercare.domains.outreach.queries import approaches_of
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import version_of
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.surfaces.console.suggestions.forms import HandOverForm, ResultForm
from aftercare.surfaces.console.suggestions.words import LOOKS, PLACE, RESULTS, crumbs
from aftercare.ui.components.lists import address
from aftercare.ui.parts import FilterChip
from aftercare.ui.versions import EXPECTED

MINE = "mine"
UNFINISHED = "open"


@staff
def approach_list(request: StaffRequest) -> HttpResponse:
    """Those in sight, or one's own, by what came of them; the latest first."""
    require(may(request.actor, VIEW))
    rows = _narrowed(request, visible_to(request.actor))
    found = page(approaches_of(rows), sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [_line(one) for one in found.items],
        "cursor": found.next,
        "chips": _chips(request),
        "crumbs": crumbs(),
    }
    return staff_page(request, "console/suggestions/asked.html", context, active=PLACE, partials={"results", "rows"})


def _narrowed(request: StaffRequest, rows: QuerySet[Approach]) -> QuerySet[Approach]:
    """By whose they are, by result, and by suggestion."""
    asked = request.GET
    if asked.get("owner", MINE) == MINE:
        rows = rows.filter(owner=request.actor.id)
    if asked.get("result") == UNFINISHED:
        rows = rows.filter(result__in=OPEN)
    elif asked.get("result") in RESULTS:
        rows = rows.filter(result=asked["result"])
    try:
        wanted = UUID(asked.get("suggestion", ""))
    except ValueError:
        return rows
    return rows.filter(suggestion=wanted)


def _chips(request: StaffRequest) -> list[FilterChip]:
    owner, result = request.GET.get("owner", MINE), request.GET.get("result")
    chips = [
        FilterChip(_("Mine"), address(request, owner=None, cursor=None), active=owner == MINE),
        FilterChip(_("Everybody's"), address(request, owner="all", cursor=None), active=owner != MINE),
    ]
    every = FilterChip(_("Any result"), address(request, result=None, cursor=None), active=result is None)
    unfinished = address(request, result=UNFINISHED, cursor=None)
    still = FilterChip(_("Still open"), unfinished, active=result == UNFINISHED)
    found = [
        FilterChip(label, address(request, result=code, cursor=None), active=code == result)
        for code, label in RESULTS.items()
    ]
    return [*chips, every, still, *found]


def _line(one: Approach) -> dict[str, Any]:
    tone, icon = LOOKS[one.result]
    return {"one": one, "label": RESULTS[one.result], "tone": tone, "icon": icon}


@staff
def approach_page(request: StaffRequest, approach_id: UUID) -> HttpResponse:
    """Whom to ask, how and why, what to say, and the form of what came of it."""
    rows = approaches_of(visible_to(request.actor)).select_related(
        "suggestion__product", "suggestion__level", "customer__merged_into"
    )
    approach = rows.filter(pk=approach_id).first()
    if approach is None:
        raise NotFound()
    stands = {
        "result": approach.result or "reached",
        "order": approach.order_id,
        "agreement": approach.agreement_id,
        EXPECTED: version_of(approach),
    }
    sent = request.POST if request.method == "POST" else None
    form = ResultForm(sent, initial=stands, actor=request.actor, approach=approach)
    if accepted(form, record_result, request.actor, approach, stands=stands, at=now()):
        messages.success(request, _("What came of it is kept."))
        return redirect("console:approaches")
    context = {
        **_line(approach),
        "customer_url": reverse("console:customer", args=[approach.customer_id]),
        "phone": masked(approach.contact.phone),
        "channel": CHANNELS[approach.channel],
        "ground": Ground.from_json(approach.ground),
        "form": form,
        "may_record": may_record_result(request.actor, approach) is True
        and approach.result not in ("no_more", "withdrawn"),
        "may_hand_over": approach.result in OPEN and may_hand_over(request.actor, approach) is True,
        "crumbs": [*crumbs(approach.suggestion), (_("Asked customers"), reverse("console:approaches"))],
    }
    status = 422 if form.is_bound else 200
    return staff_page(request, "console/suggestions/approach.html", context, active=PLACE, status=status)


@staff
def hand_over(request: StaffRequest, approach_id: UUID) -> HttpResponse:
    """Who asks the customer from now on."""
    approach = approaches_of(visible_to(request.actor)).filter(pk=approach_id).first()
    if approach is None:
        raise NotFound()
    require(may_hand_over(request.actor, approach))
    sent = request.POST if request.method == "POST" else None
    stands = {EXPECTED: version_of(approach)}
    form = HandOverForm(sent, initial=stands, present=approach.owner)
    given = accepted(form, hand_over_approach, request.actor, approach, stands=stands, at=now())
    if given is not None:
        said = ngettext("%(count)s customer is handed over.", "%(count)s customers are handed over.", given)
        messages.success(request, said % {"count": given})
        return redirect("console:approach", approach_id=approach.id)
    name = {"name": approach.customer.name}
    words: dict[str, Any] = {"title": _("Hand %(name)s over") % name, "submit": _("Hand over"), "icon": "users"}
    words["intro"] = _("%(owner)s asks at present.") % {"owner": approach.owner.name}
    back = reverse("console:approach", args=[approach.id])
    trail = [*crumbs(approach.suggestion), (_("Asked customers"), reverse("console:approaches"))]
    return form_page(request, form, back=back, crumbs=trail, active=PLACE, **words)
