"""Write to customers how far their wish or their order has come, and the link by which they sign in."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext, override

from aftercare.domains.channels.account_letters import LINK
from aftercare.domains.channels.actions.leaving import SIGN_IN
from aftercare.domains.channels.actions.queueing import queue_messages, standing
from aftercare.domains.channels.letter import as_html, filled
from aftercare.domains.channels.links import PORTAL_MAILS, link_to
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import may_send
from aftercare.domains.channels.queries import Part, Subject, contact_of, language_of, values_of, words_for
from aftercare.domains.customers.models import Contact
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic(savepoint=False)
def write_to_customer(
    actor: Actor, about: Subject, *, event: str, key: str, at: datetime, part: Part | None = None
) -> Message | None:
    """Write the message of this event to the customer's person, once for a key; it may be about a `part` of the thing.

    Nothing is written where nobody of the customer has an address and wants it, or where the message is switched off.
    """
    require(may_send(actor))
    contact = contact_of(about)
    if contact is None:
        return None
    words = words_for(event, language_of(about.customer))
    if not words.active:
        return None
    values = values_of(about, contact, words.language, part=part)
    text = filled(words.text, values) + _farewell(contact, words.language)
    message = Message(
        key=f"{key}:{contact.id}",
        kind=f"letter.{event}",
        contact=contact,
        language=words.language,
        subject=filled(words.subject, values),
        text=text,
        html=as_html(text, words.language),
        about_kind=about.noun,
        about_id=about.id,
        about_label=about.number,
        written_at=at,
        **standing(at),
    )
    return next(iter(queue_messages(actor, [message], at=at)), None)


def _farewell(contact: Contact, language: str) -> str:
    with override(language):
        said = gettext("You want no more such mails? Stop them here:")
    return f"\n\n--\n{said}\n{link_to(PORTAL_MAILS, contact)}\n"


@transaction.atomic(savepoint=False)
def write_sign_in_link(actor: Actor, contact: Contact, *, minutes: int, at: datetime) -> Message:
    """Send a customer's person the link that proves their mail address; also to whoever wants no other mails.

    What is kept holds no link: whoever may read messages could else sign in as the customer.
    """
    require(may_send(actor))
    language = language_of(contact.customer)
    with override(language):
        subject = gettext("Your link to sign in")
        text = gettext(
            "Dear %(name)s,\n\nopen this link within %(minutes)s minutes to see all your requests:\n%(link)s\n\n"
            "It works once. You did not ask for it? Then delete this mail; nobody gets in without it."
        )
    text = text % {"name": contact.name, "minutes": minutes, "link": LINK}
    customer = contact.customer.ref
    message = Message(
        key=f"sign_in:{uuid4()}",
        kind=SIGN_IN,
        contact=contact,
        language=language,
        subject=subject,
        text=text,
        about_kind=customer.kind,
        about_id=customer.id,
        about_label=contact.customer.number,
        written_at=at,
        **standing(at),
    )
    (written,) = queue_messages(actor, [message], at=at)
    return written
