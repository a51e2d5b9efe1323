"""Write to customers how far their wish has come."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.channels.actions.queueing import queue_messages, standing
from aftercare.domains.channels.letters import as_html, filled
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import may_send
from aftercare.domains.channels.queries import contact_of, values_of, words_for
from aftercare.domains.channels.queries.letters import language_of
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
    words = words_for(event, language_of(request))
    if not words.active:
        return None
    values = values_of(request, contact, words.language, visit=visit)
    text = filled(words.text, values)
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
