"""Make users, change them, let them go and take them back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import (
    change_user,
    create_user,
    deactivate_user,
    give_grant,
    invite_user,
    move_user,
    reactivate_user,
    reset_second_factor,
)
from aftercare.domains.accounts.models import OrganisationUnit, User
from aftercare.domains.accounts.policies import MANAGE_USERS, may_change_user, may_deactivate_user
from aftercare.domains.accounts.queries import company
from aftercare.domains.channels.mail import mail_is_set
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.fields import unit_words
from aftercare.surfaces.console.administration.frame import HOME, accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.administration.users.forms import NewUserForm, ReasonForm, UserForm
from aftercare.surfaces.console.administration.users.inviting import shown_link
from aftercare.surfaces.console.administration.users.views import found_user, need_users
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff, staff_page

MADE = "console/administration/users/made.html"
PROFILE = ("name", "phone", "language", "time_zone")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another


def _crumbs(user: User | None = None) -> list[tuple[str, str]]:
    here = [(_("Administration"), reverse(HOME)), (_("Users"), reverse("console:users"))]
    return [*here, (user.name, reverse("console:user", args=[user.id]))] if user else here


@never_cache
@signed_in
def new_user(request: StaffRequest) -> HttpResponse:
    """The form, or the person it makes, with the password shown this once; so the answer is never kept."""
    require(may(request.actor, MANAGE_USERS))
    form = NewUserForm(request.POST or None, initial=_usual(request), mails=mail_is_set())
    made = accepted(form, _create, request.actor)
    if made is not None:
        user, shown = made
        return staff_page(request, MADE, {"person": user, "crumbs": _crumbs(), **shown}, active=HOME)
    back = reverse("console:users")
    words: dict[str, Any] = {
        "title": _("New user"),
        "submit": _("Create the user"),
        "icon": "user-plus",
        "shown_once": True,
    }
    return form_page(request, form, back=back, crumbs=_crumbs(), **words)


def _usual(request: StaffRequest) -> dict[str, Any]:
    """Whoever is new mostly belongs where who enters them belongs."""
    unit = OrganisationUnit.objects.filter(people=request.user.pk, active=True).first()
    known = company()
    return {
        "language": known.language if known else get_language(),
        "time_zone": known.time_zone if known else timezone.get_current_timezone_name(),
        "unit": unit_words(unit),
    }


@transaction.atomic
def _create(
    actor: Actor, *, unit: OrganisationUnit | None, role: str, entry: str, password: str, **profile: str
) -> tuple[User, dict[str, str]]:
    """The person, and what is shown this once: a password, a link, or nothing where a mail goes."""
    at = now()
    typed = (password or "-".join(get_random_string(4, LETTERS) for _part in range(4))) if entry == "password" else None
    user = create_user(actor, unit=unit, password=typed, at=at, **profile)
    if role:
        give_grant(actor, user, role=role, node=unit if unit and unit.parent_id else None, at=at)
    if entry == "mail":
        invite_user(actor, user, at=at)
    return user, {"password": typed or "", "link": shown_link(actor, user, at=at) if entry == "link" else ""}


@staff
def change(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """The profile as it stands, or the change."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    require(may_change_user(request.actor, user))

    def shows() -> dict[str, Any]:
        held = User.objects.select_related("unit").get(pk=user.pk)
        return {**{name: getattr(held, name) for name in PROFILE}, "unit": unit_words(held.unit)}

    form = standing_form(UserForm, request, shows())
    if accepted(form, as_seen(_change, shows, hold=user), request.actor, user):
        messages.success(request, _("%(name)s is changed.") % {"name": user.name})
        return redirect("console:user", user_id=user.id)
    back = reverse("console:user", args=[user.id])
    words = {"title": _("Change %(name)s") % {"name": user.name}, "submit": _("Keep the changes")}
    return form_page(request, form, back=back, crumbs=_crumbs(user), **words)


@transaction.atomic
def _change(actor: Actor, user: User, *, unit: OrganisationUnit | None, **profile: str) -> User:
    at, before = now(), user.unit_id
    changed = change_user(actor, user, at=at, **profile)
    return changed if before == (unit.id if unit else None) else move_user(actor, user, unit=unit, at=at)


@staff
def deactivate(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Ask why, and let the person go."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    require(may_deactivate_user(request.actor, user))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(form, deactivate_user, request.actor, user, at=now()):
        messages.success(request, _("%(name)s signs in no more.") % {"name": user.name})
        return redirect("console:user", user_id=user.id)
    words: dict[str, Any] = {
        "title": _("Deactivate %(name)s") % {"name": user.name},
        "submit": _("Deactivate"),
        "intro": _("Sessions and tokens of this person end at once. Roles and everything done so far stay on record."),
        "icon": "user-x",
        "kind": "danger",
    }
    return form_page(request, form, back=reverse("console:user", args=[user.id]), crumbs=_crumbs(user), **words)


@require_POST
@staff
def reactivate(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Let the person sign in again."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    reactivate_user(request.actor, user, at=now())
    messages.success(request, _("%(name)s can sign in again.") % {"name": user.name})
    return redirect("console:user", user_id=user.id)


@require_POST
@staff
def reset_factor(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Let in who lost the second factor: the password alone opens, every session ends."""
    need_users(request.actor)
    user = found_user(request.actor, user_id)
    reset_second_factor(request.actor, user, at=now())
    messages.success(request, _("%(name)s signs in with the password alone.") % {"name": user.name})
    return redirect("console:user", user_id=user.id)
