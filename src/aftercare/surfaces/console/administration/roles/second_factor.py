"""Demand a second factor of whoever holds a role, or do so no longer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aftercare.domains.accounts.actions import demand_second_factor
from aftercare.domains.accounts.models import Role
from aftercare.domains.accounts.policies import may_demand_second_factor, may_manage_roles
from aftercare.domains.accounts.queries.second_factor import factors_of, holders_without_factor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.administration.roles.changing import crumbs_of
from aftercare.surfaces.console.administration.roles.forms import DemandForm
from aftercare.surfaces.console.administration.roles.views import found_role
from aftercare.surfaces.console.administration.words import role_name
from aftercare.surfaces.console.staff import StaffRequest, staff


@staff
def demand(request: StaffRequest, role_id: UUID) -> HttpResponse:
    """Say whom it meets, and do it."""
    require(may_manage_roles(request.actor))
    role = found_role(role_id)
    require(may_demand_second_factor(request.actor, role))
    name, wanted = role_name(role), not role.demands_second_factor
    form = DemandForm(request.POST if request.method == "POST" else None, initial={"demanded": wanted})
    changed = accepted(form, demand_second_factor, request.actor, role, at=now())
    if changed is not None:
        told = _demanded(name) if changed.demands_second_factor else _not_demanded(name)
        messages.success(request, told)
        return redirect("console:role", role_id=role.id)
    words = _words_of_demanding(request, role, name) if wanted else _words_of_leaving_off(name)
    return form_page(request, form, back=reverse("console:role", args=[role.id]), crumbs=crumbs_of(role), **words)


def _demanded(name: str) -> str:
    return _("Whoever holds the role “%(name)s” needs a second factor from now on.") % {"name": name}


def _not_demanded(name: str) -> str:
    return _("The role “%(name)s” demands no second factor any longer.") % {"name": name}


def _words_of_demanding(request: StaffRequest, role: Role, name: str) -> dict[str, Any]:
    people, bare = holders_without_factor([role], at=now())[role.id]
    whom = ngettext(
        "%(people)s person holds this role, %(bare)s of them has no second factor yet.",
        "%(people)s people hold this role, %(bare)s of them have no second factor yet.",
        people,
    ) % {"people": people, "bare": bare}
    then = _("Who has none sets one up at the next click and reaches nothing else until then; tokens go on working.")
    self_too = request.actor.reach.get(role.code) and not factors_of(request.actor.id).exists()
    you = [_("You are one of them.")] if self_too else []
    return {
        "title": _("Demand a second factor of “%(name)s”") % {"name": name},
        "submit": _("Demand a second factor"),
        "intro": " ".join([whom, then, *you]),
        "icon": "shield-check",
    }


def _words_of_leaving_off(name: str) -> dict[str, Any]:
    return {
        "title": _("Demand no second factor of “%(name)s” any longer") % {"name": name},
        "submit": _("Demand it no longer"),
        "intro": _("The password alone opens again for who switches theirs off; factors that are set up stay."),
        "kind": "danger",
    }
