"""Engineers: what each can do, where and when, and how full the day is."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.workforce.models import Certificate, Engineer, EngineerSkill, TerritoryRank
from aftercare.domains.workforce.policies import (
    VIEW,
    may_change_engineer,
    may_register_engineer,
    told_in_full,
    visible_to,
)
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.calendars.words import hours
from aftercare.surfaces.console.desk.load import days_of
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.components.words import in_minutes
from aftercare.ui.parts import FilterChip

PLACE = "console:engineers"
SOON = timedelta(days=30)
MOST = 100  # of each kind on an engineer's page
RANKS = {TerritoryRank.PRIMARY: gettext_lazy("First choice"), TerritoryRank.SECONDARY: gettext_lazy("Second choice")}


class Line(NamedTuple):
    """An engineer of the list."""

    engineer: Engineer
    skills: list[EngineerSkill]
    ends: list[Certificate]
    today: dict[str, Any]


@staff
def engineer_list(request: StaffRequest) -> HttpResponse:
    """Engineers by name: skills, certificates that end soon, and how full today is."""
    require(may(request.actor, VIEW))
    active = request.GET.get("state") != "inactive"
    q = request.GET.get("q", "").strip()[:80]
    rows = visible_to(request.actor).filter(active=active).select_related("unit").prefetch_related(*_held())
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(code__icontains=q))
    found = page(rows, sort="name", limit=shown(request), cursor=request.GET.get("cursor"))
    chips = [
        FilterChip(_("At work"), address(request, state=None, cursor=None), active=active),
        FilterChip(_("No longer sent"), address(request, state="inactive", cursor=None), active=not active),
    ]
    context = {
        "rows": _lines(request.actor, found.items),
        "cursor": found.next,
        "chips": chips,
        "kept": [("state", "inactive")] if not active else [],
        "may_register": may_register_engineer(request.actor) is True,
    }
    template = "console/engineers/list.html"
    return staff_page(request, template, context, active=PLACE, partials={"results", "rows"})


def _held() -> tuple["Prefetch[Any]", "Prefetch[Any]"]:
    ending = Certificate.objects.filter(withdrawn_at=None, valid_until__lte=day_of(now()) + SOON)
    return (
        Prefetch("skills", EngineerSkill.objects.select_related("skill").order_by("skill__name"), to_attr="held"),
        Prefetch("certificates", ending.order_by("valid_until"), to_attr="ending"),
    )


def _lines(actor: Actor, engineers: Iterable[Any]) -> list[Line]:
    rows = list(engineers)
    days = days_of(actor, [one.id for one in rows], at=now())
    return [Line(one, one.held, one.ending, days.get(one.id, {})) for one in rows]


def found_engineer(request: StaffRequest, engineer_id: UUID) -> Engineer:
    """The engineer, for whoever may see them."""
    rows: QuerySet[Engineer] = visible_to(request.actor).select_related("unit", "user", "calendar")
    engineer = rows.filter(pk=engineer_id).first()
    if engineer is None:
        raise NotFound()
    return engineer


@staff
def engineer(request: StaffRequest, engineer_id: UUID) -> HttpResponse:
    """Everything that decides where this engineer is sent."""
    wanted, at = found_engineer(request, engineer_id), now()
    today = day_of(at)
    certificates = wanted.certificates.select_related("skill").order_by("withdrawn_at", "valid_until", "id")
    private = bool(told_in_full(request.actor, [wanted]))
    context = {
        "engineer": wanted,
        "facts": _facts(wanted, private=private),
        "private": private,
        "today": days_of(request.actor, [wanted.id], at=at).get(wanted.id, {}),
        "skills": wanted.skills.select_related("skill").order_by("skill__name")[:MOST],
        "certificates": [(one, _standing(one, today)) for one in certificates[:MOST]],
        "territories": [(one, RANKS[TerritoryRank(one.rank)]) for one in _territories(wanted)],
        "absences": wanted.absences.filter(end_at__gt=at).order_by("start_at", "id")[:MOST],
        "shifts": [(one, hours(one.intervals)) for one in _shifts(wanted, today)],
        "may_change": may_change_engineer(request.actor, wanted) is True,
    }
    return staff_page(request, "console/engineers/one.html", context, active=PLACE)


def _territories(wanted: Engineer) -> Any:
    return wanted.territories.order_by("rank", "region_code")[:MOST]


def _shifts(wanted: Engineer, today: Any) -> Any:
    return wanted.shifts.filter(date__gte=today).order_by("date")[:MOST]


def _standing(one: Certificate, today: Any) -> str:
    """How a certificate stands: a word the chips know."""
    if one.withdrawn_at is not None:
        return "withdrawn"
    if one.valid_until < today:
        return "ended"
    return "ends_soon" if one.valid_until <= today + SOON else "valid"


def _facts(wanted: Engineer, *, private: bool) -> list[tuple[str, object]]:
    """The record; where somebody lives, for those alone who keep it."""
    home = f"{wanted.latitude}, {wanted.longitude}" if wanted.latitude is not None else "–"
    facts: list[tuple[str, object]] = [
        (_("Code"), wanted.code),
        (_("Part of the company"), wanted.unit.name if wanted.unit else "–"),
        (_("Signs in as"), wanted.user.email if wanted.user else _("nobody: has no work platform")),
        (_("Phone"), wanted.phone or "–"),
        (_("Employed by"), _("A contractor") if wanted.contractor else _("The company")),
        (_("Working hours"), wanted.calendar.name if wanted.calendar else _("any hour is taken as working")),
        (_("Work a day"), in_minutes(60 * wanted.capacity_minutes_per_day)),
        (_("Overtime a day, at most"), in_minutes(60 * wanted.overtime_minutes)),
    ]
    return [*facts, (_("Begins the day at"), home)] if private else facts
