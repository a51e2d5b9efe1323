"""Staff: whoever holds a role. The tree of the company, its teams and its roles are theirs to see, nobody else's."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import NotAllowed
from aftercare.surfaces.api.calls import Call

M = TypeVar("M", bound=Model)


def staff_only(call: Call, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows, or none for somebody without a role."""
    return rows if call.actor.roles else rows.none()


def need_staff(call: Call) -> None:
    """Refuse somebody without a role."""
    if not call.actor.roles:
        raise NotAllowed(_("This is for colleagues; ask an administrator for a role."))
