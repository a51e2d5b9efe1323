"""Keep the words of messages, and ready answers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from aftercare.domains.channels.errors import EmptyTemplate, ReplyCodeTaken, UnknownLetter
from aftercare.domains.channels.events import ReplyTemplateRemoved, ReplyTemplateSet, TemplateSet, TemplateTakenBack
from aftercare.domains.channels.letter import check_words
from aftercare.domains.channels.letters import LETTERS
from aftercare.domains.channels.models import ReplyTemplate, Template
from aftercare.domains.channels.policies import may_manage_channels
from aftercare.domains.channels.queries import words_for
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, one_at_a_time
from aftercare.kit.permissions import require


@transaction.atomic
def set_template(
    actor: Actor,
    *,
    event: str,
    language: str,
    subject: str,
    text: str,
    at: datetime,
    active: bool = True,
    expected: int | None = None,
) -> Template:
    """Say in which words customers are written on an event; placeholders that stand for nothing are refused."""
    require(may_manage_channels(actor))
    _must_be_known(event, language)
    check_words(LETTERS[event], subject, text)
    words = {"subject": subject, "text": text, "active": active}
    one_at_a_time(f"template:{event}:{language}")
    as_expected(words_for(event, language).own or Template(), expected)
    row, _made = Template.objects.update_or_create(event=event, language=language, defaults=words)
    publish(actor, TemplateSet(template_id=row.id, event=event, language=language, active=active), at=at)
    return row


@transaction.atomic
def take_back_template(actor: Actor, *, event: str, language: str, at: datetime) -> bool:
    """Let the product's own words count again; whether there were others."""
    require(may_manage_channels(actor))
    _must_be_known(event, language)
    row = Template.objects.filter(event=event, language=language).first()
    if row is None:
        return False
    publish(actor, TemplateTakenBack(template_id=row.id, event=event, language=language), at=at)
    row.delete()
    return True


def _must_be_known(event: str, language: str) -> None:
    if event not in LETTERS or language not in dict(settings.LANGUAGES):
        raise UnknownLetter(event=event, language=language)


@transaction.atomic
def set_reply_template(
    actor: Actor,
    reply: ReplyTemplate | None = None,
    *,
    code: str,
    language: str,
    name: str,
    text: str,
    at: datetime,
    kind: RequestKind | None = None,
) -> ReplyTemplate:
    """Add a ready answer, or change the one given."""
    require(may_manage_channels(actor))
    for field, words in (("name", name), ("text", text)):
        if not words.strip():
            raise EmptyTemplate(errors={field: EmptyTemplate.sentence})
    row = reply or ReplyTemplate()
    if ReplyTemplate.objects.filter(code=code, language=language).exclude(pk=row.pk).exists():
        raise ReplyCodeTaken(code=code, errors={"code": ReplyCodeTaken.sentence})
    row.code, row.language, row.name, row.text, row.kind = code, language, name, text, kind
    row.save()
    publish(actor, ReplyTemplateSet(reply_id=row.id, code=code, language=language), at=at)
    return row


@transaction.atomic
def remove_reply_template(actor: Actor, reply: ReplyTemplate, *, at: datetime) -> None:
    """Offer a ready answer no more; what was sent with it stays."""
    require(may_manage_channels(actor))
    publish(actor, ReplyTemplateRemoved(reply_id=reply.id, code=reply.code, language=reply.language), at=at)
    reply.delete()
