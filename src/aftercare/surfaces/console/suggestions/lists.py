"""Suggestions with what came of them, and of each the list of whom to win back, taken in hand from there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.customers.models import Grade
from aftercare.domains.outreach.actions import take_list
from aftercare.domains.outreach.policies import (
    VIEW,
    may_manage_suggestions,
    may_take_lists,
    visible_batches,
    visible_suggestions,
)
from aftercare.domains.outreach.queries import (
    Listed,
    Tally,
    figures_of,
    in_force,
    list_lines,
    shown_figures,
    win_back_list,
)
from aftercare.kit.clock import now
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.surfaces.console.suggestions.forms import TakeForm
from aftercare.surfaces.console.suggestions.keeping import found_suggestion
from aftercare.surfaces.console.suggestions.words import PLACE, crumbs, currency, for_whom, in_money, offered, percent
from aftercare.ui.components.lists import address
from aftercare.ui.parts import FilterChip

SOME = 5


@staff
def suggestion_list(request: StaffRequest) -> HttpResponse:
    """Those of today, or all, with for whom they are and what came of them."""
    require(may(request.actor, VIEW))
    everything = request.GET.get("show") == "all"
    rows = visible_suggestions(request.actor).select_related("product", "level").prefetch_related("grades", "tags")
    rows = rows if everything else rows.filter(pk__in=in_force(at=now()).order_by().values("pk"))
    found = page(rows, sort="title", limit=shown(request), cursor=request.GET.get("cursor"))
    figures, code = figures_of([one.id for one in found.items]), currency()
    chips = [
        FilterChip(_("In force"), address(request, show=None, cursor=None), active=not everything),
        FilterChip(_("All"), address(request, show="all", cursor=None), active=everything),
    ]
    context = {
        "rows": [
            {
                "one": one,
                "for": for_whom(one),
                "offered": offered(one),
                **told(figures[one.id].whole, code),
            }
            for one in found.items
        ],
        "cursor": found.next,
        "chips": chips,
        "may_manage": may_manage_suggestions(request.actor) is True,
    }
    return staff_page(request, "console/suggestions/all.html", context, active=PLACE, partials={"results", "rows"})


def told(tally: Tally, code: str) -> dict[str, Any]:
    """A tally as pages tell it."""
    return {"tally": tally, "conversion": percent(tally.conversion), "value": in_money(tally.value, code)}


@staff
def suggestion_page(request: StaffRequest, suggestion_id: UUID) -> HttpResponse:
    """What to say, who is to be won back with it, and what came of those who were asked."""
    suggestion, at = found_suggestion(request, suggestion_id), now()
    grades = list(Grade.objects.order_by("rank", "code"))
    chosen = next((one for one in grades if one.code == request.GET.get("grade")), None)
    rows = win_back_list(request.actor, suggestion, at=at, grade=chosen)
    plain = rows.select_related("grade").defer("search", "notes")
    found = page(plain, sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    figures, code = shown_figures(suggestion.id), currency()
    context = {
        "suggestion": suggestion,
        "for": for_whom(suggestion),
        "offered": offered(suggestion),
        "rows": [_line(one, code) for one in list_lines(suggestion, found.items, at=at)],
        "cursor": found.next,
        "chips": _chips(request, grades, chosen),
        "whole": told(figures.whole, code),
        "classes": [(name or _("Without grade"), told(one, code)) for name, one in sorted(figures.classes.items())],
        "batches": visible_batches(request.actor).filter(suggestion=suggestion).order_by("-id")[:SOME],
        "may_manage": may_manage_suggestions(request.actor) is True,
        "may_take": may_take_lists(request.actor) is True,
        "crumbs": crumbs(),
    }
    return staff_page(request, "console/suggestions/one.html", context, active=PLACE, partials={"results", "rows"})


def _line(one: Listed, code: str) -> dict[str, Any]:
    return {"line": one, "channel": CHANNELS[one.consent.channel], "spent": in_money(one.spent, code)}


def _chips(request: StaffRequest, grades: list[Grade], chosen: Grade | None) -> list[FilterChip]:
    """All grades, or one of them."""
    every = FilterChip(_("All grades"), address(request, grade=None, cursor=None), active=chosen is None)
    rest = [
        FilterChip(_(one.name), address(request, grade=one.code, cursor=None), active=one == chosen) for one in grades
    ]
    return [every, *rest] if rest else []


@staff
def take(request: StaffRequest, suggestion_id: UUID) -> HttpResponse:
    """How many, who asks them and by when; the list is then given out a chunk at a time."""
    suggestion = found_suggestion(request, suggestion_id)
    require(may_take_lists(request.actor))
    back = reverse("console:suggestion", args=[suggestion.id])
    form = TakeForm(request.POST or None)
    batch = accepted(form, take_list, request.actor, suggestion, at=now())
    if batch is not None:
        said = _("Up to %(wanted)s customers are being given to those who ask them.")
        messages.success(request, said % {"wanted": batch.wanted})
        return redirect(back)
    words: dict[str, Any] = {
        "title": _("Take customers of “%(title)s” in hand") % {"title": suggestion.title},
        "submit": _("Give them out"),
        "icon": "user-check",
        "intro": _("Each stands in the work list of who asks; nobody is taken twice within 90 days."),
    }
    return form_page(request, form, back=back, crumbs=crumbs(suggestion), active=PLACE, **words)
