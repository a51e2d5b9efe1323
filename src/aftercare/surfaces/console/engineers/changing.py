"""Register an engineer, change the record, let them go and take them back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.workforce.actions import (
    change_engineer,
    deactivate_engineer,
    reactivate_engineer,
    register_engineer,
)
from aftercare.domains.workforce.facts import Place
from aftercare.domains.workforce.models import Engineer
from aftercare.domains.workforce.policies import may_change_engineer, may_register_engineer
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.fields import person_words, unit_words
from aftercare.surfaces.console.administration.frame import accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.engineers.forms import EngineerForm, UseForm
from aftercare.surfaces.console.engineers.views import PLACE, found_engineer
from aftercare.surfaces.console.staff import StaffRequest, staff

Given = dict[str, Any]


def crumbs(engineer: Engineer | None = None) -> list[tuple[str, str]]:
    """The way to the list, and to the engineer."""
    way = [(_("Engineers"), reverse(PLACE))]
    return [*way, (engineer.name, reverse("console:engineer", args=[engineer.id]))] if engineer else way


def _values(given: Given) -> Given:
    """The fields as the commands take them: a place is one value."""
    latitude, longitude = given.pop("latitude"), given.pop("longitude")
    home = Place(float(latitude), float(longitude)) if latitude is not None else None
    return {**given, "home": home}


def _register(actor: Actor, **given: Any) -> Engineer:
    return register_engineer(actor, at=now(), **_values(given))


def _change(actor: Actor, engineer: Engineer, **given: Any) -> Engineer:
    return change_engineer(actor, engineer, at=now(), **_values(given))


@staff
def new_engineer(request: StaffRequest) -> HttpResponse:
    """An empty form, or the engineer it makes."""
    require(may_register_engineer(request.actor))
    form = EngineerForm(request.POST or None)
    made = accepted(form, _register, request.actor)
    if made is not None:
        messages.success(request, _("%(name)s is registered; say what they can do.") % {"name": made.name})
        return redirect("console:engineer", engineer_id=made.id)
    words = {"title": _("New engineer"), "submit": _("Register"), "icon": "user-plus", "draft": "new-engineer"}
    return form_page(request, form, back=reverse(PLACE), crumbs=crumbs(), active=PLACE, **words)


@staff
def change(request: StaffRequest, engineer_id: UUID) -> HttpResponse:
    """The record as it stands, or changed."""
    engineer = found_engineer(request, engineer_id)
    require(may_change_engineer(request.actor, engineer))

    def shows() -> Given:
        held = Engineer.objects.select_related("unit", "user").get(pk=engineer.pk)
        plain = ("name", "code", "phone", "capacity_minutes_per_day", "overtime_minutes", "latitude", "longitude")
        return {
            **{name: getattr(held, name) for name in (*plain, "contractor")},
            "user": person_words(held.user) if held.user else "",
            "unit": unit_words(held.unit),
            "calendar": held.calendar_id,
        }

    form = standing_form(EngineerForm, request, shows())
    if accepted(form, as_seen(_change, shows, hold=engineer), request.actor, engineer):
        messages.success(request, _("The record is changed."))
        return redirect("console:engineer", engineer_id=engineer.id)
    words = {"title": _("Change %(name)s") % {"name": engineer.name}, "submit": _("Keep the changes")}
    return form_page(request, form, back=_page(engineer), crumbs=crumbs(engineer), active=PLACE, **words)


@staff
def use(request: StaffRequest, engineer_id: UUID) -> HttpResponse:
    """Send them nowhere any more, or again: the form says which, and is refused where that is so already."""
    engineer = found_engineer(request, engineer_id)
    require(may_change_engineer(request.actor, engineer))
    form = UseForm(request.POST if request.method == "POST" else None, initial={"sent": not engineer.active})
    if accepted(form, _use, request.actor, engineer):
        return redirect("console:engineer", engineer_id=engineer.id)
    named = {"name": engineer.name}
    words = (
        {"title": _("Send %(name)s again") % named, "submit": _("Send again"), "icon": "user-plus"}
        if form["sent"].value() in (True, "True")
        else {
            "title": _("Send %(name)s nowhere any more") % named,
            "submit": _("Send no more"),
            "intro": _("Nothing new is given to them; what they have stays until somebody takes it back."),
            "kind": "danger",
            "icon": "user-minus",
        }
    )
    return form_page(request, form, back=_page(engineer), crumbs=crumbs(engineer), active=PLACE, **words)


def _use(actor: Actor, engineer: Engineer, *, sent: bool, reason: str) -> Engineer:
    if sent:
        return reactivate_engineer(actor, engineer, at=now())
    return deactivate_engineer(actor, engineer, reason=reason, at=now())


def _page(engineer: Engineer) -> str:
    return reverse("console:engineer", args=[engineer.id])
