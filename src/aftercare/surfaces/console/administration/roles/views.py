"""Roles: what each may do, as one table; and one role with those who hold it."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.models import Grant, Role
from aftercare.domains.accounts.policies import MANAGE_RIGHTS, may_demand_second_factor, may_manage_roles, visible_users
from aftercare.domains.accounts.queries.second_factor import holders_without_factor, without_factor
from aftercare.domains.accounts.roles import held_by
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import PERMISSIONS, may
from aftercare.surfaces.console.administration.frame import HOME
from aftercare.surfaces.console.administration.users.views import need_users
from aftercare.surfaces.console.administration.words import grouped, reach_words, role_name
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

MATRIX, ONE = "console/administration/roles/matrix.html", "console/administration/roles/one.html"
MOST_ROLES = 60


def need_roles(actor: Actor) -> None:
    """Let in who gives roles, and who sees users."""
    if may(actor, MANAGE_RIGHTS) is not True:
        need_users(actor)


def found_role(role_id: UUID) -> Role:
    """The role, or nothing."""
    role = Role.objects.filter(pk=role_id).first()
    if role is None:
        raise NotFound()
    return role


@staff
def matrix(request: StaffRequest) -> HttpResponse:
    """Rights by group against roles: the company's own first, then the ready-made ones."""
    need_roles(request.actor)
    roles = list(Role.objects.order_by("ready_made", "created_at", "code")[:MOST_ROLES])
    held = [held_by(role.code, role.permissions) for role in roles]
    groups = [
        (group, [(PERMISSIONS[name].sentence, [_cell(one, name) for one in held]) for name in names])
        for group, names in grouped(PERMISSIONS)
    ]
    context = {
        "roles": [(role, role_name(role)) for role in roles],
        "groups": groups,
        "demands": [role.demands_second_factor for role in roles],
        "columns": len(roles) + 1,
        "may_create": may_manage_roles(request.actor) is True,
    }
    return staff_page(request, MATRIX, context, active=HOME)


def _cell(held: dict[str, bool], name: str) -> str:
    """`all` as far as the grant reaches, `own` only what is the person's own, empty where the role may not."""
    return "" if name not in held else "own" if held[name] else "all"


@staff
def role_page(request: StaffRequest, role_id: UUID) -> HttpResponse:
    """One role: what it may do in plain words, and who holds it."""
    need_roles(request.actor)
    role, at = found_role(role_id), now()
    held = held_by(role.code, role.permissions)
    in_force = Grant.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), role=role, taken_at=None)
    seen = in_force.filter(user__in=visible_users(request.actor), user__is_active=True).select_related("user", "node")
    seen = seen.annotate(bare=without_factor("user"))
    found = page(seen, sort="pk", limit=shown(request), cursor=request.GET.get("cursor"))
    may_demand = may_demand_second_factor(request.actor, role)
    told = may_manage_roles(request.actor) is True and may_demand is True
    people, bare = holders_without_factor([role], at=at)[role.id] if told else (0, 0)
    context: dict[str, Any] = {
        "people": people,
        "bare": bare,
        "told": told,
        "may_not_demand": "" if may_demand is True else may_demand,
        "role": role,
        "name": role_name(role),
        "groups": [
            (group, [(PERMISSIONS[name].sentence, held[name]) for name in names]) for group, names in grouped(held)
        ],
        "holders": [(grant, reach_words(grant.scope, grant.node)) for grant in found.items],
        "cursor": found.next,
        "crumbs": [(_("Administration"), reverse(HOME)), (_("Roles"), reverse("console:roles"))],
        "may_manage": may_manage_roles(request.actor) is True,
    }
    return staff_page(request, ONE, context, active=HOME, partials={"rows"})
