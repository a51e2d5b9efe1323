"""Who may give what is asked for, in which words the answer comes, and which roles end soon."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, override

from aftercare.domains.accounts.models import Grant, PermissionRequest, Role, User
from aftercare.domains.accounts.policies import MANAGE_RIGHTS, may_decide_permission
from aftercare.domains.accounts.queries import actor_for, roles_with
from aftercare.domains.accounts.roles import ROLES

SOON = timedelta(days=3)
ASKED = "asked"  # the door by which somebody is looked at who did not come in


def rights_deciders(wish: PermissionRequest, *, at: datetime) -> list[UUID]:
    """Those who can sign in and may give that role there."""
    held = Grant.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), taken_at=None)
    held = held.filter(role__code__in=roles_with(MANAGE_RIGHTS))
    people = User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("id")
    return [one.id for one in people if may_decide_permission(actor_for(one, via=ASKED, at=at), wish) is True]


def answer_words(wish: PermissionRequest, *, given: bool) -> str:
    """The role and the answer, as whoever asked reads it."""
    with override(wish.asker.language):
        words = gettext("%(role)s – given") if given else gettext("%(role)s – declined")
        return words % {"role": role_words(wish.role)}


def role_words(role: Role) -> str:
    """A role as people call it, in the language of the moment."""
    ready = ROLES.get(role.code)
    return str(ready.name) if ready else role.name


def ending_grants(*, at: datetime) -> QuerySet[Grant]:
    """Roles in force that end within three days, of people who can sign in."""
    rows = Grant.objects.filter(taken_at=None, expires_at__gt=at, expires_at__lte=at + SOON, user__is_active=True)
    return rows.select_related("user", "role").order_by("expires_at", "id")
