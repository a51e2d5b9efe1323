"""Tell people that something happened, each once, as each of them chose."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, override

from aftercare.domains.channels.actions.gathering import put_on_pages
from aftercare.domains.channels.actions.queueing import queue_messages, standing
from aftercare.domains.channels.events import NotificationMade
from aftercare.domains.channels.kinds import KINDS, Kind
from aftercare.domains.channels.letter import as_html
from aftercare.domains.channels.links import link_to
from aftercare.domains.channels.models import Message, Notification
from aftercare.domains.channels.policies import may_tell_people
from aftercare.domains.channels.queries import Reader, readers
from aftercare.domains.channels.quiet import send_time
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.events import publish
from aftercare.kit.ids import Ref
from aftercare.kit.permissions import require

SETTINGS = "notification_settings"  # where one says what one is told, as a surface shows it


@transaction.atomic(savepoint=False)
def notify_people(
    actor: Actor,
    people: Iterable[UUID],
    *,
    kind: str,
    about: Ref,
    label: str,
    key: str,
    at: datetime,
    params: Mapping[str, Any] | None = None,
    besides: UUID | None = None,
) -> list[Notification]:
    """Tell people on the page and by mail, as each chose for this kind; returns what is new on their pages.

    `key` names the fact: the same person is told of it once, however often this is called. Nobody is told of what they
    did themselves: neither the actor nor `besides`, who did it where the house tells. `params` hold ids and codes.
    Seven statements for up to a thousand people.
    """
    require(may_tell_people(actor))
    told = KINDS[kind]
    to = readers(set(people) - {actor.id, besides}, told)
    rows = [
        Notification(
            person_id=reader.id,
            kind=kind,
            about_kind=about.kind,
            about_id=about.id,
            about_label=label,
            params=dict(params or {}),
            at=at,
        )
        for reader in to
        if reader.page
    ]
    new = put_on_pages(rows, told, key=key, at=at)
    if new:
        publish(actor, _fact(new), at=at)
    _mail(actor, [reader for reader in to if reader.mail], told, about=about, label=label, key=key, at=at)
    return new


def _fact(rows: Sequence[Notification]) -> NotificationMade:
    first = rows[0]
    return NotificationMade(
        notification_id=first.id,
        person_ids=tuple(row.person_id for row in rows),
        kind=first.kind,
        about_kind=first.about_kind,
        about_id=first.about_id,
    )


def _mail(
    actor: Actor, to: Sequence[Reader], kind: Kind, *, about: Ref, label: str, key: str, at: datetime
) -> list[Message]:
    """Write the same mail to many, in two languages at most, each when it may come."""
    if not to:
        return []
    title = _title(about)
    words = cache(lambda language: _words(kind, about, label, title, language))
    return queue_messages(
        actor, [_message(reader, kind, about, label, key, at, words(reader.language)) for reader in to], at=at
    )


def _message(
    reader: Reader, kind: Kind, about: Ref, label: str, key: str, at: datetime, words: tuple[str, str, str]
) -> Message:
    subject, text, html = words
    quiet = (None, None) if kind.urgent else (reader.quiet_from, reader.quiet_until)
    return Message(
        key=f"{key}:{reader.id}",
        kind=kind.code,
        person_id=reader.id,
        language=reader.language,
        subject=subject,
        text=text,
        html=html,
        about_kind=about.kind,
        about_id=about.id,
        about_label=label,
        written_at=at,
        **standing(send_time(at, *quiet, reader.zone)),
    )


def _title(about: Ref) -> str:
    if about.kind != ServiceRequest.noun:
        return ""
    return next((title for (title,) in _title_of(about.id)), "")


@compiled
def _title_of(id: UUID) -> QuerySet[Any]:
    return ServiceRequest.objects.filter(pk=id).values_list("title")


def _words(kind: Kind, about: Ref, label: str, title: str, language: str) -> tuple[str, str, str]:
    """Subject, text and the same as a page, in a language."""
    with override(language):
        says = str(kind.says) % {"label": label}
        subject = gettext("%(says)s: %(title)s") % {"says": says, "title": title} if title else says
        why = gettext("Why you are told: %(reason)s What you are told, you choose here:") % {"reason": kind.sentence}
    link, settings = link_to(about.kind, about.id), link_to(SETTINGS, None)
    text = f"{subject}\n\n{link}\n\n{why}\n{settings}\n"
    return subject, text, as_html(text, language)
