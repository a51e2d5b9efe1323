"""A form that arrives twice does its work once: its token claims the answer, and the second one is given the same."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext_lazy as _

from aftercare.kit.commands import KeyReused, claim, keep_answer
from aftercare.kit.models import AnsweredCommand

View = Callable[..., HttpResponse]
FIELD = "idempotency_key"
NOBODY = UUID(int=0)  # whoever has no account; the token itself is what only they know
NOT_WORDS = (FIELD, "csrfmiddlewaretoken")
KEPT = ("Location", "HX-Trigger")


class SentBefore(KeyReused):
    """The same form with other words: the first ones count."""

    code = "form_sent_before"
    sentence = _("This form was sent before, with other words; those were kept. Open the form anew to send these.")


def answered_once(view: View) -> View:
    """The view, whose accepted POSTs with a token are answered again instead of done again.

    View and answer are one transaction; a form that was refused leaves its token free for the next try. What the
    next page is to say is said again: a browser shows only the answer to what it sent last.
    """

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get(FIELD, "")[:200] if request.method == "POST" else ""
        if not key:
            return view(request, *args, **kwargs)
        caller = request.user.pk if request.user.is_authenticated else NOBODY
        with transaction.atomic():
            known = _claimed(caller, key, fingerprint_of(request))
            if known is not None:
                return _again(request, known)
            before = len(messages.get_messages(request))
            answer = view(request, *args, **kwargs)
            if isinstance(answer, SimpleTemplateResponse):
                answer.render()
            if answer.status_code >= 400:
                transaction.set_rollback(True)
            else:
                headers = {name: answer[name] for name in KEPT if name in answer}
                said = _said_since(request, before)
                body = {"headers": headers, "body": answer.content.decode(), "said": said}
                keep_answer(caller, key, status=answer.status_code, answer=body)
        return answer

    return once


def fingerprint_of(request: HttpRequest) -> bytes:
    """What makes two forms the same: the address and every field but the tokens."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_WORDS)
    return hashlib.sha256(f"{request.path}\n{fields!r}".encode()).digest()


def _claimed(caller: UUID, key: str, fingerprint: bytes) -> AnsweredCommand | None:
    try:
        return claim(caller, key, fingerprint)
    except KeyReused as reused:
        raise SentBefore() from reused


def _said_since(request: HttpRequest, before: int) -> list[tuple[int, str]]:
    """What the next page is to say; nothing where this answer says it already."""
    return [] if cast("BaseStorage", messages.get_messages(request)).used else _waiting(request)[before:]


def _waiting(request: HttpRequest) -> list[tuple[int, str]]:
    """What the next page is to say, with what earlier ones left to it; looked at, not shown."""
    kept = cast("BaseStorage", messages.get_messages(request))
    said = [(one.level, str(one)) for one in kept]
    kept.used = False
    return said


def _again(request: HttpRequest, known: AnsweredCommand) -> HttpResponse:
    kept = known.answer or {"headers": {}, "body": ""}
    waiting = {words for _level, words in _waiting(request)}
    for level, words in kept.get("said", ()):
        if words not in waiting:
            messages.add_message(request, level, words)
    return HttpResponse(kept["body"], status=known.status or 200, headers=kept["headers"])
