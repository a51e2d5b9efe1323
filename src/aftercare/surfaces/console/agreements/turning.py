"""Renew an agreement, suspend it, resume it, end it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from aftercare.domains.contracts.actions import (
    end_agreement,
    renew_agreement,
    resume_agreement,
    suspend_agreement,
)
from aftercare.domains.contracts.warranty_dates import same_span_after
from aftercare.kit.clock import now
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.agreements.changing import asked, done, managed
from aftercare.surfaces.console.agreements.forms import BecauseForm, RenewForm
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.components.words import whole_day


@staff
def renew(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """The next period, as long as this one unless another last day is given."""
    agreement = managed(request, agreement_id)
    usual = same_span_after(agreement.starts_on, agreement.ends_on)
    form = RenewForm(request.POST or None, initial={"ends_on": usual})
    made = accepted(form, renew_agreement, request.actor, agreement, at=now())
    if made is not None:
        told = {"number": agreement.number, "next": made.number, "ends": whole_day(made.ends_on)}
        messages.success(request, _("%(number)s is renewed: %(next)s runs until %(ends)s.") % told)
        return redirect("console:agreement", agreement_id=made.id)
    intro = _(
        "A new period with the same terms and devices begins the day after %(day)s; what is included counts anew."
    )
    words = {"icon": "repeat", "intro": intro % {"day": whole_day(agreement.ends_on)}}
    return asked(request, agreement, form, _("Renew %(number)s"), _("Renew"), **words)


@staff
def suspend(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Why it promises nothing for the time being."""
    words = (
        _("Suspend %(number)s"),
        _("Suspend"),
        _("%(number)s is suspended: it promises nothing until it is resumed."),
    )
    return _turn(request, agreement_id, suspend_agreement, *words, icon="player-pause")


@staff
def resume(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Why it counts again."""
    words = (_("Resume %(number)s"), _("Resume"), _("%(number)s is in force again."))
    return _turn(request, agreement_id, resume_agreement, *words, icon="player-play")


@staff
def end(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Why it ends for good."""
    words = (_("End %(number)s for good"), _("End the agreement"), _("%(number)s has ended."))
    return _turn(request, agreement_id, end_agreement, *words, icon="ban", kind="danger")


def _turn(
    request: StaffRequest,
    agreement_id: UUID,
    command: Callable[..., Any],
    title: str,
    submit: str,
    said: str,
    **look: str,
) -> HttpResponse:
    agreement = managed(request, agreement_id)
    form = BecauseForm(request.POST or None)
    if accepted(form, command, request.actor, agreement, at=now()):
        return done(request, agreement, said)
    return asked(request, agreement, form, title, submit, **look)
