"""Let people say what they are told, how and when."""

from datetime import datetime, time

from django.db import transaction

from aftercare.domains.accounts.models import User
from aftercare.domains.channels.errors import QuietAllDay, UnknownKind
from aftercare.domains.channels.events import ContactMailChosen, NotificationChosen, QuietHoursSet
from aftercare.domains.channels.kinds import KINDS
from aftercare.domains.channels.models import ContactChoice, NotificationChoice, QuietHours
from aftercare.domains.channels.policies import may_choose, may_choose_for
from aftercare.domains.customers.models import Contact
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


@transaction.atomic
def set_notification_choice(
    actor: Actor, person: User, *, kind: str, page: bool, mail: bool, at: datetime
) -> NotificationChoice:
    """Say by which ways one is told of a kind of thing."""
    require(may_choose(actor, person))
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    row = NotificationChoice.objects.filter(person=person, kind=kind).first()
    if row is not None and (row.page, row.mail) == (page, mail):
        return row
    ways = {"page": page, "mail": mail}
    row, _made = NotificationChoice.objects.update_or_create(person=person, kind=kind, defaults=ways)
    publish(actor, NotificationChosen(person_id=person.id, kind=kind, **ways), at=at)
    return row


@transaction.atomic
def set_quiet_hours(actor: Actor, person: User, *, starts: time, ends: time, at: datetime) -> QuietHours:
    """Say when no mail is to come; what is urgent comes all the same, the rest when they end."""
    require(may_choose(actor, person))
    if starts == ends:
        raise QuietAllDay(errors={"ends": QuietAllDay.sentence})
    row, _made = QuietHours.objects.update_or_create(person=person, defaults={"starts": starts, "ends": ends})
    fact = QuietHoursSet(person_id=person.id, starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}")
    publish(actor, fact, at=at)
    return row


@transaction.atomic
def clear_quiet_hours(actor: Actor, person: User, *, at: datetime) -> bool:
    """Let mail come at any time; whether it was otherwise before."""
    require(may_choose(actor, person))
    gone, _rows = QuietHours.objects.filter(person=person).delete()
    if gone:
        publish(actor, QuietHoursSet(person_id=person.id), at=at)
    return bool(gone)


@transaction.atomic
def choose_for_contact(actor: Actor, contact: Contact, *, mail: bool, at: datetime) -> ContactChoice:
    """Say whether a customer's person wants mail about their requests."""
    require(may_choose_for(actor, contact))
    row, _made = ContactChoice.objects.update_or_create(contact=contact, defaults={"mail": mail})
    publish(actor, ContactMailChosen(contact_id=contact.id, mail=mail), at=at, context_id=contact.customer_id)
    return row
