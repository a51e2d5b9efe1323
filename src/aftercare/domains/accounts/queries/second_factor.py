"""Of whom a role demands a second factor, and who has none yet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import NegatedExpression

from aftercare.domains.accounts.errors import LastFactorDemanded
from aftercare.domains.accounts.models import Grant, Role, User
from aftercare.domains.accounts.roles import name_of

FACTORS = ("totp", "webauthn")  # codes for an emergency prove nothing by themselves


def factors_of(user_id: Any) -> QuerySet[Authenticator]:
    """What a person signs in with beside the password."""
    kept: QuerySet[Authenticator] = Authenticator.objects.filter(user=user_id, type__in=FACTORS)
    return kept


def without_factor(person: str = "pk") -> "NegatedExpression[Any]":
    """A condition on rows with a person: nothing proves beside the password who that is."""
    return ~Exists(factors_of(OuterRef(person)))


def demanding_roles(user: User, *, at: datetime) -> list[Role]:
    """The roles of a person that demand a second factor, by code."""
    in_force = Q(grants__expires_at=None) | Q(grants__expires_at__gt=at)
    held = Role.objects.filter(in_force, grants__user=user, grants__taken_at=None, demands_second_factor=True)
    return list(held.distinct().order_by("code"))


def last_factor_reason(user: User, *, at: datetime) -> LastFactorDemanded | None:
    """Why the person's last factor has to stay; None where it need not, or is not the last."""
    if factors_of(user.id)[1:2]:
        return None
    roles = demanding_roles(user, at=at)
    return LastFactorDemanded(role=name_of(roles[0].code, roles[0].name)) if roles else None


def holders_without_factor(roles: Iterable[Role], *, at: datetime) -> dict[UUID, tuple[int, int]]:
    """How many people who can sign in hold each role, and how many of them have no second factor."""
    in_force = Grant.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), taken_at=None, user__is_active=True)
    people = Count("user", distinct=True)
    counted = in_force.filter(role__in=list(roles)).order_by().values("role").annotate(people=people)
    rows = counted.annotate(bare=Count("user", distinct=True, filter=without_factor("user")))
    found = {role: (held, bare) for role, held, bare in rows.values_list("role", "people", "bare")}
    return {role.id: found.get(role.id, (0, 0)) for role in roles}
