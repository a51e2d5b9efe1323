"""A message as the mail that leaves: links that let somebody in are made now, and kept nowhere."""

from datetime import datetime

from aftercare.domains.accounts.link_keys import link_key
from aftercare.domains.channels.account_letters import LINK, purpose_of
from aftercare.domains.channels.letter import as_html
from aftercare.domains.channels.links import PORTAL_ENTRY, link_to
from aftercare.domains.channels.mail import Mail
from aftercare.domains.channels.models import Message

SIGN_IN = "letter.sign_in"


def as_it_leaves(message: Message, *, at: datetime) -> Mail:
    """The mail of a message; the time of a link that lets somebody in begins when it leaves."""
    text, html, link = message.text, message.html, _link_in(message, at)
    if link is not None:
        text = text.replace(LINK, link)
        html = as_html(text, message.language)
    return Mail(message.mail_id, message.address, message.subject, text, html, message.language)


def _link_in(message: Message, at: datetime) -> str | None:
    """The link of a letter about signing in; None for every other."""
    if message.kind == SIGN_IN and message.contact is not None:
        return link_to(PORTAL_ENTRY, message.contact)
    purpose = purpose_of(message.kind)
    if purpose is None or message.person is None:
        return None
    return link_to(purpose, (message.person.id, link_key(message.person, purpose, at=at)))
