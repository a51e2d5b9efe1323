"""What belongs to an engineer: a form that adds one of it, and the button that takes it away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from aftercare.domains.catalog.models import Skill
from aftercare.domains.workforce.actions import (
    cancel_absence,
    grant_skill,
    record_absence,
    record_certificate,
    set_shift,
    set_territory,
    take_shift,
    take_skill,
    take_territory,
    withdraw_certificate,
)
from aftercare.domains.workforce.models import Engineer
from aftercare.domains.workforce.policies import may_change_engineer
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.engineers import forms as asked
from aftercare.surfaces.console.engineers.changing import crumbs
from aftercare.surfaces.console.engineers.views import PLACE, found_engineer
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.parts import Words

Take = Callable[[Actor, Engineer, str], object]


@dataclass(frozen=True, slots=True)
class Part:
    """A sort of thing an engineer has: its form, the command that adds one, and how one is taken away by its key.

    What can't be added again just so is taken away elsewhere, with a reason.
    """

    title: Words
    form: type[forms.Form]
    add: Callable[..., object]
    take: Take | None = None


def _take_skill(actor: Actor, engineer: Engineer, key: str) -> None:
    take_skill(actor, engineer, skill=_one(Skill.objects.filter(code=key)), at=now())


def _take_territory(actor: Actor, engineer: Engineer, key: str) -> None:
    take_territory(actor, engineer, region_code=key, at=now())


def _cancel(actor: Actor, engineer: Engineer, key: str) -> None:
    cancel_absence(actor, _one(engineer.absences.filter(pk=_id(key))), at=now())


def _take_shift(actor: Actor, engineer: Engineer, key: str) -> None:
    try:
        on = date.fromisoformat(key)
    except ValueError as wrong:
        raise NotFound() from wrong
    take_shift(actor, engineer, on=on, at=now())


PARTS: Mapping[str, Part] = {
    "skill": Part(_("Add a skill, or change its level"), asked.SkillForm, grant_skill, _take_skill),
    "certificate": Part(_("Record a certificate"), asked.CertificateForm, record_certificate),
    "territory": Part(_("Add a region"), asked.TerritoryForm, set_territory, _take_territory),
    "absence": Part(_("Record an absence"), asked.AbsenceForm, record_absence, _cancel),
    "shift": Part(_("A day with other hours"), asked.ShiftForm, set_shift, _take_shift),
}


@staff
def add(request: StaffRequest, engineer_id: UUID, part: str) -> HttpResponse:
    """The form, or the engineer with one more."""
    engineer, sort = _asked(request, engineer_id, part)
    form = sort.form(request.POST if request.method == "POST" else None)
    if accepted(form, sort.add, request.actor, engineer, at=now()) is not None:
        return redirect("console:engineer", engineer_id=engineer.id)
    back = reverse("console:engineer", args=[engineer.id])
    return form_page(
        request, form, title=sort.title, submit=_("Keep it"), back=back, crumbs=crumbs(engineer), active=PLACE
    )


@require_POST
@staff
def take(request: StaffRequest, engineer_id: UUID, part: str) -> HttpResponse:
    """Take away the one with this key; what is in the way is said on the page."""
    engineer, sort = _asked(request, engineer_id, part)
    if sort.take is None:
        raise NotFound()
    try:
        sort.take(request.actor, engineer, request.POST.get("key", ""))
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        messages.error(request, str(refusal))
    return redirect("console:engineer", engineer_id=engineer.id)


@staff
def withdraw(request: StaffRequest, engineer_id: UUID, certificate_id: UUID) -> HttpResponse:
    """Ask why a certificate counts no longer; it stays on record."""
    engineer = found_engineer(request, engineer_id)
    require(may_change_engineer(request.actor, engineer))
    certificate = _one(engineer.certificates.filter(pk=certificate_id))
    form = asked.WithdrawForm(request.POST if request.method == "POST" else None)
    if accepted(form, withdraw_certificate, request.actor, certificate, at=now()):
        return redirect("console:engineer", engineer_id=engineer.id)
    title, back = gettext("Withdraw %(name)s"), reverse("console:engineer", args=[engineer.id])
    words = {"title": title % {"name": certificate.name}, "submit": gettext("Withdraw"), "kind": "danger"}
    return form_page(request, form, back=back, crumbs=crumbs(engineer), active=PLACE, **words)


def _asked(request: StaffRequest, engineer_id: UUID, part: str) -> tuple[Engineer, Part]:
    engineer = found_engineer(request, engineer_id)
    require(may_change_engineer(request.actor, engineer))
    if part not in PARTS:
        raise NotFound()
    return engineer, PARTS[part]


def _one(rows: "QuerySet[Any]") -> Any:
    found = rows.first()
    if found is None:
        raise NotFound()
    return found


def _id(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError as wrong:
        raise NotFound() from wrong
