"""Write to customers how far their wish has come, and the link by which they sign in."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext, override

from aftercare.domains.channels.account_letters import LINK
from aftercare.domains.channels.actions.leaving import SIGN_IN
from aftercare.domains.channels.actions.queueing import queue_messages, standing
from aftercare.domains.channels.letters import as_html, filled
from aftercare.domains.channels.links import PORTAL_MAILS, link_to
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import may_send
from aftercare.domains.channels.queries import contact_of, language_of, values_of, words_for
from aftercare.domains.customers.models import Contact
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic(savepoint=False)
def write_to_customer(
    actor: Actor, request: ServiceRequest, *, event: str, key: str, at: datetime, visit: Visit | None = None
) -> Message | None:
    """Write the message of this event to the customer's person, once for a key.

    Nothing is written where nobody of the customer has an address and wants it, or where the message is switched off.
    """
    require(may_send(actor))
    contact = contact_of(request)
    if contact is None:
        return None
    words = words_for(event, language_of(request.customer))
    if not words.active:
        return None
    values = values_of(request, contact, words.language, visit=visit)
    text = filled(words.text, values) + _farewell(contact, words.language)
    message = Message(
        key=f"{key}:{contact.id}",
        kind=f"letter.{event}",
        contact=contact,
        language=words.language,
        subject=filled(words.subject, values),
        text=text,
        html=as_html(text, words.language),
        about_kind=request.noun,
        about_id=request.id,
        about_label=request.number,
        written_at=at,
        **standing(at),
    )
    return next(iter(queue_messages(actor, [message], at=at)), None)


def _farewell(contact: Contact, language: str) -> str:
    with override(language):
        said = gettext("You want no more mails about your requests? Stop them here:")
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
