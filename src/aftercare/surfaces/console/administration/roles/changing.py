"""Make roles, copy and change them, delete those never given."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.actions import change_role, create_role, remove_role
from aftercare.domains.accounts.errors import RoleReadyMade
from aftercare.domains.accounts.models import Role
from aftercare.domains.accounts.policies import may_manage_roles
from aftercare.domains.accounts.roles import held_by
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import HOME, accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.administration.roles.forms import NewRoleForm, RoleForm
from aftercare.surfaces.console.administration.roles.views import found_role
from aftercare.surfaces.console.administration.words import role_name
from aftercare.surfaces.console.staff import StaffRequest, staff


def crumbs_of(role: Role | None = None) -> list[tuple[str, str]]:
    here = [(_("Administration"), reverse(HOME)), (_("Roles"), reverse("console:roles"))]
    return [*here, (role_name(role), reverse("console:role", args=[role.id]))] if role else here


@staff
def new_role(request: StaffRequest) -> HttpResponse:
    """An empty form, or the role it makes."""
    return _make(request, _("New role"), name="", permissions=(), demands_second_factor=False)


@staff
def copy_role(request: StaffRequest, role_id: UUID) -> HttpResponse:
    """The same with what another role may do."""
    require(may_manage_roles(request.actor))
    role = found_role(role_id)
    name = _("%(name)s (copy)") % {"name": role_name(role)}
    held = list(held_by(role.code, role.permissions))
    alike: dict[str, Any] = {"permissions": held, "demands_second_factor": role.demands_second_factor}
    return _make(request, _("Copy the role"), name=name, **alike)


def _make(request: StaffRequest, title: str, **initial: Any) -> HttpResponse:
    require(may_manage_roles(request.actor))
    form = NewRoleForm(request.POST or None, initial=initial)
    role = accepted(form, create_role, request.actor, at=now())
    if role is not None:
        messages.success(request, _("The role “%(name)s” is made.") % {"name": role.name})
        return redirect("console:role", role_id=role.id)
    return form_page(
        request, form, title=title, submit=_("Make the role"), back=reverse("console:roles"), crumbs=crumbs_of()
    )


@staff
def change(request: StaffRequest, role_id: UUID) -> HttpResponse:
    """What the role may do now, or from now on."""
    require(may_manage_roles(request.actor))
    role = _own(role_id)

    def shows() -> dict[str, Any]:
        held = Role.objects.get(pk=role.pk)
        return {"name": held.name, "permissions": held.permissions}

    form = standing_form(RoleForm, request, shows())
    if accepted(form, as_seen(change_role, shows, hold=role), request.actor, role, at=now()):
        messages.success(request, _("The role “%(name)s” is changed.") % {"name": role.name})
        return redirect("console:role", role_id=role.id)
    title = _("Change the role “%(name)s”") % {"name": role.name}
    back = reverse("console:role", args=[role.id])
    words = {"intro": _("It counts at once, for everybody who holds the role."), "submit": _("Keep the changes")}
    return form_page(request, form, title=title, back=back, crumbs=crumbs_of(role), **words)


@staff
def remove(request: StaffRequest, role_id: UUID) -> HttpResponse:
    """Ask once more, or delete it."""
    require(may_manage_roles(request.actor))
    role = _own(role_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if accepted(form, _remove, request.actor, role):
        messages.success(request, _("The role “%(name)s” is deleted.") % {"name": role.name})
        return redirect("console:roles")
    words: dict[str, Any] = {
        "title": _("Delete the role “%(name)s”") % {"name": role.name},
        "submit": _("Delete"),
        "intro": _("Only a role that was never given nor asked for can be deleted."),
        "icon": "trash",
        "kind": "danger",
    }
    return form_page(request, form, back=reverse("console:role", args=[role.id]), crumbs=crumbs_of(role), **words)


def _own(role_id: UUID) -> Role:
    role = found_role(role_id)
    if role.ready_made:
        raise RoleReadyMade(name=role_name(role))
    return role


def _remove(actor: Actor, role: Role) -> bool:
    remove_role(actor, role, at=now())
    return True
