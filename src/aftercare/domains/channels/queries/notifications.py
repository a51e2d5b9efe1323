"""What a person was told, and how they want to be told."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from aftercare.domains.accounts.models import User
from aftercare.domains.channels.kinds import KINDS, Kind
from aftercare.domains.channels.models import Notification, NotificationChoice, QuietHours
from aftercare.domains.channels.policies import visible_notifications
from aftercare.domains.requests.policies import visible_to
from aftercare.kit.actor import Actor

FEW = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a person is told of one kind; `own` where they chose it themselves."""

    kind: Kind
    page: bool
    mail: bool
    own: bool


def notifications_of(actor: Actor) -> QuerySet[Notification]:
    """What one was told, the latest first; `about_title` is empty where it is about something else or out of sight."""
    about = visible_to(actor).filter(pk=OuterRef("about_id")).order_by()
    rows = visible_notifications(actor).annotate(about_title=Subquery(about.values("title")[:1]))
    return rows.order_by("-at", "-id")


def latest_notifications(actor: Actor) -> QuerySet[Notification]:
    """The few that the bell shows."""
    return notifications_of(actor)[:FEW]


def unread_of(actor: Actor) -> QuerySet[Notification]:
    """What one was told and has not looked at."""
    return visible_notifications(actor).filter(read_at=None)


def choices_of(person: User) -> list[Chosen]:
    """Every kind with how this person is told of it, in one statement."""
    own = {row.kind: row for row in NotificationChoice.objects.filter(person=person)}
    return [_chosen(kind, own.get(kind.code)) for kind in KINDS.values()]


def _chosen(kind: Kind, row: NotificationChoice | None) -> Chosen:
    return Chosen(kind, row.page, row.mail, True) if row else Chosen(kind, kind.page, kind.mail, False)


def quiet_hours_of(person: User) -> QuietHours | None:
    """When no mail comes to this person; None where it may come at any time."""
    return QuietHours.objects.filter(person=person).first()
