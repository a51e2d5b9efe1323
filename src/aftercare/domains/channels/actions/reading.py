"""Take note of what one was told."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.models import User
from aftercare.domains.channels.models import Notification
from aftercare.domains.channels.policies import may_choose, may_read_notification
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic
def read_notification(actor: Actor, notification: Notification, *, at: datetime) -> Notification:
    """Mark one as read; twice is once."""
    require(may_read_notification(actor, notification))
    if notification.read_at is None:
        notification.read_at = at
        notification.save(update_fields=["read_at"])
    return notification


@transaction.atomic
def read_all_notifications(actor: Actor, person: User, *, at: datetime) -> int:
    """Mark everything a person was told until now as read; returns how many."""
    require(may_choose(actor, person))
    return Notification.objects.filter(person=person, read_at=None, at__lte=at).update(read_at=at)
