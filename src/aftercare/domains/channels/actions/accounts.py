"""Write to people who work here about signing in."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from aftercare.domains.accounts.link_keys import Purpose
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import company
from aftercare.domains.channels.account_letters import ACCOUNT_LETTERS, LINK
from aftercare.domains.channels.actions.queueing import queue_messages, standing
from aftercare.domains.channels.letter import filled
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import may_send
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@transaction.atomic(savepoint=False)
def write_to_person(actor: Actor, person: User, *, letter: Purpose, key: str, at: datetime) -> Message | None:
    """Write one of the letters about signing in, once for a key; None where it was written before.

    What is kept holds no link: whoever may read messages could else sign in as the person.
    """
    require(may_send(actor))
    known, language = company(), person.language if person.language in LANGUAGES else LANGUAGES[0]
    subject, text = ACCOUNT_LETTERS[letter].words(language)
    house = known.name if known else "Aftercare"
    values = {"company": house, "name": person.name, "email": person.email, "link": LINK}
    message = Message(
        key=f"{key}:{person.id}",
        kind=f"account.{letter}",
        person=person,
        language=language,
        subject=filled(subject, values),
        text=filled(text, values),
        about_kind=person.ref.kind,
        about_id=person.id,
        about_label=person.name,
        written_at=at,
        **standing(at),
    )
    return next(iter(queue_messages(actor, [message], at=at)), None)
