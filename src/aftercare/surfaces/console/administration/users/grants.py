"""Give a person a role, and take one back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.actions import give_grant, take_grant
from aftercare.domains.accounts.models import Grant, User
from aftercare.domains.accounts.policies import MANAGE_RIGHTS, may_take_grant, within
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import HOME, accepted, form_page
from aftercare.surfaces.console.administration.users.forms import GrantForm
from aftercare.surfaces.console.administration.users.views import found_user, need_users
from aftercare.surfaces.console.administration.words import reach_words, role_name
from aftercare.surfaces.console.staff import StaffRequest, staff


def _crumbs(user: User) -> list[tuple[str, str]]:
    here = [(_("Administration"), reverse(HOME)), (_("Users"), reverse("console:users"))]
    return [*here, (user.name, reverse("console:user", args=[user.id]))]


@staff
def give(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Ask which role, how far and until when; or give it."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    require(within(request.actor, MANAGE_RIGHTS, user.unit_id))
    form = GrantForm(request.POST or None)
    grant = accepted(form, give_grant, request.actor, user, at=now())
    if grant is not None:
        said = {"name": user.name, "role": role_name(grant.role)}
        messages.success(request, _("%(name)s holds the role “%(role)s” now.") % said)
        return redirect("console:user", user_id=user.id)
    words = {"title": _("Give %(name)s a role") % {"name": user.name}, "submit": _("Give the role"), "icon": "plus"}
    return form_page(request, form, back=reverse("console:user", args=[user.id]), crumbs=_crumbs(user), **words)


@staff
def take(request: StaffRequest, user_id: UUID, grant_id: UUID) -> HttpResponse:
    """Ask once more, or take it back."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    grant = Grant.objects.select_related("role", "node", "user").filter(pk=grant_id, user=user, taken_at=None).first()
    if grant is None:
        raise NotFound()
    require(may_take_grant(request.actor, user, scope=grant.scope, node=grant.node))
    form, role = forms.Form(request.POST if request.method == "POST" else None), role_name(grant.role)
    if accepted(form, _take, request.actor, grant):
        messages.success(
            request, _("%(name)s no longer holds the role “%(role)s”.") % {"name": user.name, "role": role}
        )
        return redirect("console:user", user_id=user.id)
    said = {"name": user.name, "role": role, "reach": reach_words(grant.scope, grant.node)}
    words: dict[str, Any] = {
        "title": _("Take the role “%(role)s” back") % said,
        "submit": _("Take it back"),
        "intro": _("%(name)s holds it for: %(reach)s. It ends at once and stays on record.") % said,
        "icon": "user-minus",
        "kind": "danger",
    }
    return form_page(request, form, back=reverse("console:user", args=[user.id]), crumbs=_crumbs(user), **words)


def _take(actor: Actor, grant: Grant) -> bool:
    take_grant(actor, grant, at=now())
    return True
