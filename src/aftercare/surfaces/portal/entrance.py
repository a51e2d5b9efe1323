"""Links that prove a mail address: signed, good for twenty minutes and for one time."""

import secrets
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from aftercare.domains.customers.models import Contact
from aftercare.kit.clock import now
from aftercare.kit.counting import count_one

SALT = "portal.sign-in"
MINUTES = 20
SECONDS = MINUTES * 60


def ticket_for(contact: Contact) -> str:
    """A ticket for this person, worthless as soon as the address changes."""
    return signing.dumps([str(contact.id), mark_of(contact), secrets.token_urlsafe(12)], salt=SALT)


def holder_of(ticket: str) -> Contact | None:
    """Whom a ticket lets in; None where it is no ticket of ours, too old, or the address is another by now."""
    read = _read(ticket)
    if read is None:
        return None
    id, mark, _nonce = read
    return person(id, mark)


def person(id: str, mark: str) -> Contact | None:
    """The person, as long as the mail address is the one of the mark."""
    found = Contact.objects.filter(pk=UUID(id), erased_at=None).select_related("customer__merged_into").first()
    return found if found and found.email and constant_time_compare(mark_of(found), mark) else None


def mark_of(contact: Contact) -> str:
    """What stands for a mail address where the address itself must not be read."""
    return salted_hmac("portal.address", contact.email.lower()).hexdigest()[:20]


def spend(ticket: str) -> Contact | None:
    """Take a ticket that was not taken before; of two at once one gets in."""
    contact, read = holder_of(ticket), _read(ticket)
    if contact is None or read is None:
        return None
    taken = count_one(f"portal-ticket:{read[2]}", seconds=2 * SECONDS, at=now())
    return contact if taken == 1 else None


def _read(ticket: str) -> tuple[str, str, str] | None:
    try:
        id, mark, nonce = signing.loads(ticket, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return id, mark, nonce
