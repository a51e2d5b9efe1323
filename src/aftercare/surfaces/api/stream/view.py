"""`/api/v1/stream`: the events written out, with a sign of life every fifteen seconds."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from aftercare.domains.requests.policies import VIEW, visible_to
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import Invalid, Refusal
from aftercare.kit.ids import Ref
from aftercare.kit.ledger import Position, end_of_stream, recorded_since
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import SignedIn, caller_of
from aftercare.surfaces.api.errors import MethodRefused
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.problems import problem
from aftercare.surfaces.api.stream.feed import Feed
from aftercare.surfaces.api.stream.hub import HUB, Subscriber, give_back

HEARTBEAT = 15.0
BAD_POSITION = _("Last-Event-ID is not a place in this stream; leave it away to begin with what happens next.")
BAD_INSTANT = _("An instant is written like 2026-03-01T08:00:00Z.")
BAD_SUBJECT = _("A subject is written like request:<id>.")


@csrf_exempt
async def stream(http: HttpRequest) -> HttpResponseBase:
    """Server-sent events of what happens to requests the caller may see.

    `?subject=request:<id>` for one of them; `Last-Event-ID` goes on behind an event, without loss; `?since=<instant>`
    begins with what was recorded after it, so that nothing falls between a page and its stream.
    """
    try:
        feed = await sync_to_async(_opened)(http)
    except Refusal as refusal:
        return problem(refusal)
    body = _async_events(feed) if isinstance(http, ASGIRequest) else _events(feed)
    answer = StreamingHttpResponse(body, content_type="text/event-stream; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # a proxy must not wait for more
    return answer


def _opened(http: HttpRequest) -> Feed:
    """The feed of a known person, from the place asked for. The connection goes back before the long wait begins."""
    try:
        if http.method != "GET":
            raise MethodRefused(methods="GET")
        call = SignedIn("requests", write=False)(http)
        require(may(call.actor, VIEW))
        about = _about(http.GET.get("subject"), call.actor)
        asked = http.headers.get("Last-Event-ID") or http.GET.get("last_event_id")
        position = _position(asked) if asked else _since(http.GET.get("since"))
        return Feed(call.actor, position, about, lambda: _again(http))
    finally:
        give_back()


def _again(http: HttpRequest) -> Actor | None:
    """The same person with the rights of now, or None where the token or the session is over."""
    http.session = type(http.session)(http.session.session_key)
    http.user = get_user(http)
    try:
        return caller_of(http, at=now(), counted=False).actor
    except Refusal:
        return None


def _position(asked: str) -> Position:
    try:
        return Position.read(asked)
    except ValueError as reason:
        raise Invalid(BAD_POSITION, errors={"Last-Event-ID": BAD_POSITION}) from reason


def _since(asked: str | None) -> Position:
    if not asked:
        return end_of_stream()
    try:
        at = parse_datetime(asked)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Invalid(BAD_INSTANT, errors={"since": BAD_INSTANT})
    return recorded_since(at)


def _about(subject: str | None, actor: Actor) -> UUID | None:
    if subject is None:
        return None
    kind, _colon, id = subject.partition(":")
    try:
        about = Ref(kind, UUID(id))
    except ValueError as reason:
        raise Invalid(BAD_SUBJECT, errors={"subject": BAD_SUBJECT}) from reason
    if kind != "request":
        raise Invalid(BAD_SUBJECT, errors={"subject": BAD_SUBJECT})
    return found(visible_to(actor).only("pk"), about.id).pk


def _joined(feed: Feed, wake: Callable[[], object]) -> Subscriber:
    subscriber = feed.subscriber = Subscriber(wake)
    HUB.join(subscriber)
    return subscriber


async def _async_events(feed: Feed) -> AsyncIterator[bytes]:
    """For ASGI: all streams of the process wait in one event loop; only what asks the database takes a thread."""
    loop, woken = asyncio.get_running_loop(), asyncio.Event()
    subscriber = _joined(feed, lambda: loop.call_soon_threadsafe(woken.set))
    try:
        yield b"retry: 3000\n\n"
        while not feed.over:
            woken.clear()
            told = await asyncio.to_thread(feed.step_apart) if feed.needs_database else feed.step()
            if told:
                yield told
            if feed.changed and not await asyncio.to_thread(feed.still_allowed):
                break
            if feed.has_more:
                continue
            try:
                await asyncio.wait_for(woken.wait(), HEARTBEAT)
            except TimeoutError:
                if await asyncio.to_thread(feed.still_allowed):
                    yield feed.heartbeat()
    finally:
        HUB.leave(subscriber)


def _events(feed: Feed) -> Iterator[bytes]:
    """For WSGI, where each stream holds a thread: enough for development."""
    woken = threading.Event()
    subscriber = _joined(feed, woken.set)
    try:
        yield b"retry: 3000\n\n"
        while not feed.over:
            woken.clear()
            if told := feed.step_apart():
                yield told
            if feed.changed and not feed.still_allowed():
                break
            if feed.has_more:
                continue
            if not woken.wait(HEARTBEAT) and feed.still_allowed():
                yield feed.heartbeat()
    finally:
        HUB.leave(subscriber)
