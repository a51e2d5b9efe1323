"""Service levels: what each promises by priority, who has it, and what a change reaches."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aftercare.domains.contracts.actions import change_level, create_level, set_level_grades, set_targets
from aftercare.domains.contracts.models import Agreement, GradeLevel, LevelTarget, ServiceLevel
from aftercare.domains.contracts.policies import MANAGE
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.rules import BREACH
from aftercare.domains.requests.states import OPEN
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import count_to, page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import HOME, accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.administration.levels.forms import (
    PROMISED,
    GradesForm,
    LevelForm,
    NewLevelForm,
    TargetsForm,
)
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.words import CLOCKS
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.words import in_minutes

LIST, ONE = "console/administration/levels/list.html", "console/administration/levels/one.html"
TARGETS = "console/administration/levels/targets.html"
MOST_NAMES = 12


def _crumbs(level: ServiceLevel | None = None) -> list[tuple[str, str]]:
    here = [(_("Administration"), reverse(HOME)), (_("Service levels"), reverse("console:levels"))]
    return [*here, (level.name, reverse("console:level", args=[level.id]))] if level else here


def _found(request: StaffRequest, level_id: UUID) -> ServiceLevel:
    require(may(request.actor, MANAGE))
    level = ServiceLevel.objects.select_related("calendar").filter(pk=level_id).first()
    if level is None:
        raise NotFound()
    return level


@staff
def level_list(request: StaffRequest) -> HttpResponse:
    """The levels by code."""
    require(may(request.actor, MANAGE))
    rows = ServiceLevel.objects.select_related("calendar")
    found = page(rows, sort="code", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {"rows": found.items, "cursor": found.next, "crumbs": _crumbs()[:1]}
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


@staff
def level_page(request: StaffRequest, level_id: UUID) -> HttpResponse:
    """Its targets as tables, and which grades and agreements have it."""
    level = _found(request, level_id)
    targets: dict[str, dict[tuple[str, int], LevelTarget]] = {}
    for target in level.targets.order_by("request_kind"):
        targets.setdefault(target.request_kind, {})[target.clock, target.priority] = target
    agreements = Agreement.objects.filter(level=level)
    kinds = dict(RequestKind.objects.filter(pk__in=filter(None, targets)).values_list("code", "name"))
    context = {
        "level": level,
        "priorities": [label for _priority, label in PRIORITIES],
        "tables": [
            (_(kinds.get(kind, kind)) if kind else "", _lines(cells), _told_at(cells))
            for kind, cells in sorted(targets.items())
        ],
        "grades": list(GradeLevel.objects.filter(level=level).values_list("grade__name", flat=True)[:MOST_NAMES]),
        "agreements": count_to(agreements),
        "effect": effect(level),
        "crumbs": _crumbs(),
    }
    return staff_page(request, ONE, context, active=HOME)


def _lines(cells: dict[tuple[str, int], LevelTarget]) -> list[tuple[Any, list[tuple[Any, str]]]]:
    def told(clock: str, priority: int) -> str:
        target = cells.get((clock, priority))
        if target is None:
            return "–"
        return in_minutes(target.minutes * 60)

    return [
        (CLOCKS[clock], [(label, told(clock, int(priority))) for priority, label in PRIORITIES]) for clock in PROMISED
    ]


def _told_at(cells: dict[tuple[str, int], LevelTarget]) -> list[tuple[int, str]]:
    """Each stage in percent with what happens there."""
    stages = sorted({stage for target in cells.values() for stage in target.stages})
    return [(stage, _stage(stage)) for stage in stages]


def _stage(percent: int) -> str:
    if percent < BREACH:
        return _("The promise is in danger: whoever has the next step finds it in the work list and is told.")
    if percent == BREACH:
        return _("The time is over and the promise broken: the service manager is told as well.")
    return _("Still open: whoever has the next step and the service manager are told again.")


def effect(level: ServiceLevel) -> str:
    """What a change does, in numbers: targets bind what comes, and what gets another priority."""
    count = count_to(ServiceRequest.objects.filter(level_id=level.id, state__in=OPEN))
    return ngettext(
        "%(count)s open request has this level and keeps what it was promised; new ones get the new times.",
        "%(count)s open requests have this level and keep what they were promised; new ones get the new times.",
        int(count.rstrip("+")),
    ) % {"count": count}


@staff
def new_level(request: StaffRequest) -> HttpResponse:
    """An empty form, or the level it makes."""
    require(may(request.actor, MANAGE))
    form = NewLevelForm(request.POST or None)
    level = accepted(form, create_level, request.actor, at=now())
    if level is not None:
        messages.success(
            request, _("The service level “%(name)s” is made; say what it promises.") % {"name": level.name}
        )
        return redirect("console:level", level_id=level.id)
    words = {"title": _("New service level"), "submit": _("Make the level"), "icon": "plus"}
    return form_page(request, form, back=reverse("console:levels"), crumbs=_crumbs(), **words)


@staff
def change(request: StaffRequest, level_id: UUID) -> HttpResponse:
    """Its name, its calendar, and whether it holds where no other does."""
    level = _found(request, level_id)

    def shows() -> dict[str, Any]:
        held = ServiceLevel.objects.get(pk=level.pk)
        return {"name": held.name, "calendar": held.calendar_id, "is_default": held.is_default}

    form = standing_form(LevelForm, request, shows())
    if accepted(form, as_seen(change_level, shows, hold=level), request.actor, level, at=now()):
        return _done(request, level)
    return _asked(request, level, form, _("Change %(name)s") % {"name": level.name})


@staff
def targets(request: StaffRequest, level_id: UUID) -> HttpResponse:
    """What it promises for a kind of request, or for every kind."""
    level, kind = _found(request, level_id), request.GET.get("kind", "")

    def shows() -> dict[str, Any]:
        held = list(level.targets.filter(request_kind=kind))
        minutes = dict.fromkeys(TargetsForm.CELLS) | {f"{each.clock}_{each.priority}": each.minutes for each in held}
        stages = ", ".join(map(str, held[0].stages)) if held and held[0].stages else "75, 100, 150"
        return {**minutes, "kind": kind or None, "stages": stages}

    form = standing_form(TargetsForm, request, shows())
    if accepted(form, as_seen(set_targets, shows, hold=level), request.actor, level, at=now()):
        return _done(request, level)
    table = {"template": TARGETS, "priorities": [label for _priority, label in PRIORITIES]}
    return _asked(request, level, form, _("Targets of %(name)s") % {"name": level.name}, **table)


@staff
def grades(request: StaffRequest, level_id: UUID) -> HttpResponse:
    """Which grades have it."""
    level = _found(request, level_id)

    def shows() -> dict[str, Any]:
        return {"grades": list(level.grades.order_by("grade").values_list("grade", flat=True))}

    form = standing_form(GradesForm, request, shows())
    if accepted(form, as_seen(set_level_grades, shows, hold=level), request.actor, level, at=now()):
        return _done(request, level)
    return _asked(request, level, form, _("Grades with %(name)s") % {"name": level.name})


def _done(request: StaffRequest, level: ServiceLevel) -> HttpResponse:
    messages.success(request, _("The service level is kept."))
    return redirect("console:level", level_id=level.id)


def _asked(request: StaffRequest, level: ServiceLevel, form: forms.Form, title: str, **more: Any) -> HttpResponse:
    back = reverse("console:level", args=[level.id])
    words: dict[str, Any] = {"submit": _("Keep the changes"), "intro": effect(level), "level": level}
    return form_page(request, form, title=title, back=back, crumbs=_crumbs(level), **words, **more)
