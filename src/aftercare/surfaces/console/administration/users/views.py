"""Users: the list, and one with everything that person may do."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.models import Grant, OrganisationUnit, User
from aftercare.domains.accounts.policies import (
    MANAGE_RIGHTS,
    MANAGE_USERS,
    VIEW_USERS,
    may_change_user,
    may_deactivate_user,
    may_make_password_link,
    may_reset_second_factor,
    may_take_grant,
    visible_tokens,
    visible_users,
    within,
)
from aftercare.domains.accounts.queries import grants_in_force
from aftercare.domains.channels.mail import mail_is_set
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import HOME
from aftercare.surfaces.console.administration.words import (
    end_chip,
    reach_words,
    rights_in_words,
    role_choices,
    role_name,
)
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.parts import FilterChip

LIST, ONE = "console/administration/users/list.html", "console/administration/users/one.html"
MOST_TOKENS = 20
LANGUAGES = dict(settings.LANGUAGES)


def need_users(actor: Actor) -> None:
    """Let in who may see users, or manage them."""
    if may(actor, MANAGE_USERS) is not True:
        require(may(actor, VIEW_USERS))


def found_user(actor: Actor, user_id: UUID) -> User:
    """A user this person may see, or nothing."""
    user = visible_users(actor).select_related("unit").filter(pk=user_id).first()
    if user is None:
        raise NotFound()
    return user


@staff
def user_list(request: StaffRequest) -> HttpResponse:
    """Users by name, with where they belong, their roles and when they last signed in."""
    need_users(request.actor)
    at = now()
    in_force = Grant.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), taken_at=None)
    held = Prefetch("grants", in_force.select_related("role", "node").order_by("id"), to_attr="held")
    rows = _filtered(request).select_related("unit").prefetch_related(held)
    found = page(rows, sort="name", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [
            (user, [(role_name(g.role), reach_words(g.scope, g.node)) for g in _held(user)]) for user in found.items
        ],
        "cursor": found.next,
        "chips": _chips(request),
        "roles": role_choices(),
        "kept": [(name, request.GET[name]) for name in ("state", "unit") if request.GET.get(name)],
        "may_create": may(request.actor, MANAGE_USERS) is True,
    }
    return staff_page(request, LIST, context, active=HOME, partials={"results", "rows"})


def _held(user: Any) -> list[Grant]:
    """What the prefetch put there."""
    return list(user.held)


def _filtered(request: StaffRequest) -> QuerySet[User]:
    rows, asked = visible_users(request.actor), request.GET
    words, role, unit = asked.get("q", "").strip(), asked.get("role", ""), _uuid(asked.get("unit", ""))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if role:
        in_force = Q(expires_at=None) | Q(expires_at__gt=now())
        rows = rows.filter(pk__in=Grant.objects.filter(in_force, role__code=role, taken_at=None).values("user"))
    if unit:
        rows = rows.filter(unit_id=unit)
    return rows if asked.get("state") == "all" else rows.filter(is_active=asked.get("state") != "inactive")


def _chips(request: StaffRequest) -> list[FilterChip]:
    state = request.GET.get("state", "")
    states = (("", _("Active")), ("inactive", _("Inactive")), ("all", _("All")))
    chips = [
        FilterChip(label, address(request, state=code or None, cursor=None), active=code == state)
        for code, label in states
    ]
    asked = _uuid(request.GET.get("unit", ""))
    unit = OrganisationUnit.objects.filter(pk=asked).first() if asked else None
    if unit is not None:
        chips.append(FilterChip(unit.name, address(request, unit=None, cursor=None), removable=True))
    return chips


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


@staff
def user_page(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """One user: profile, roles, what follows from them in plain words, teams, tokens."""
    need_users(request.actor)
    user, at = found_user(request.actor, user_id), now()
    held = list(grants_in_force(user, at=at))
    proven = Authenticator.objects.filter(user=user).exists()
    context: dict[str, Any] = {
        "person": user,
        "grants": [_grant_line(request.actor, user, grant, at) for grant in held],
        "rights": rights_in_words(held),
        "crumbs": [(_("Administration"), reverse(HOME)), (_("Users"), reverse("console:users"))],
        "profile": _profile(user),
        "tokens": visible_tokens(request.actor, user)
        .filter(revoked_at=None, expires_at__gt=at)
        .order_by("id")[:MOST_TOKENS],
        "may_change": may_change_user(request.actor, user) is True,
        "may_give": within(request.actor, MANAGE_RIGHTS, user.unit_id) is True,
        "mails": mail_is_set(),
        "invited": not user.has_usable_password(),
        "may_link": user.is_active and may_make_password_link(request.actor, user) is True,
        "factor_lacking": not proven and any(grant.role.demands_second_factor for grant in held),
        "may_reset": proven and may_reset_second_factor(request.actor, user) is True,
        "may_deactivate": may_deactivate_user(request.actor, user) is True,
    }
    return staff_page(request, ONE, context, active=HOME)


def _grant_line(actor: Actor, user: User, grant: Grant, at: Any) -> dict[str, Any]:
    return {
        "grant": grant,
        "role": role_name(grant.role),
        "reach": reach_words(grant.scope, grant.node),
        "end": end_chip(grant.expires_at, at),
        "may_take": may_take_grant(actor, user, scope=grant.scope, node=grant.node) is True,
    }


def _profile(user: User) -> list[tuple[str, object]]:
    engineer = Engineer.objects.filter(user=user).first()
    teams = ", ".join(user.teams.order_by("name").values_list("name", flat=True))
    return [
        (_("Mail address"), user.email),
        (_("Phone"), user.phone),
        (_("Part of the company"), user.unit.name if user.unit else ""),
        (_("Teams"), teams),
        (_("Engineer"), f"{engineer.name} · {engineer.code}" if engineer else ""),
        (_("Language"), LANGUAGES.get(user.language, user.language)),
        (_("Time zone"), user.time_zone),
    ]
