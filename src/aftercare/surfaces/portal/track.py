"""Follow a request like a parcel, write, cancel, rate, open again."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from aftercare.domains.feedback.actions import answer_by_mark
from aftercare.domains.requests.actions import attach_file, cancel_request, record_contact, reopen_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import available_actions, files_from_customer, files_shown
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.models import StoredFile
from aftercare.surfaces.portal.forms import CancelForm, MessageForm, RateForm, ReopenForm
from aftercare.surfaces.portal.limits import LinkOver, count_write, may_put_aside
from aftercare.surfaces.portal.page import PARTS, Followed, context_of, is_over, opened, part_of
from aftercare.surfaces.portal.signed_in import frame
from aftercare.ui.once import answered_once
from aftercare.ui.pages import asked_part, page
from aftercare.ui.sending import file_answer

PAGE = "portal/track.html"
Given = dict[str, Any]


def track(request: HttpRequest, token: str) -> HttpResponse:
    """Where it is, who comes when, and what the customer may do now; of what is long over only how it ended.

    The page asks with the version it shows (`follow.js`) and is told when that is still true.
    """
    actor, wanted = opened(token)
    asks = request.headers.get("HX-Request") == "true"
    if is_over(wanted):
        return (
            HttpResponseClientRefresh()
            if asks
            else page(request, "portal/over.html", {"wanted": wanted, **frame(request)})
        )
    if asks and request.headers.get("If-None-Match") == Followed(actor, wanted).version:
        return HttpResponseNotModified()
    part = asked_part(request, PARTS)
    context = part_of(part, actor, wanted, token) if part else context_of(request, actor, wanted, token)
    return page(request, PAGE, context, partials=PARTS)


def file(request: HttpRequest, token: str, file_id: UUID) -> HttpResponse:
    """A file that was shown to the customer, or came from them; any other is not there for them."""
    _actor, wanted = opened(token)
    told = Q(pk__in=files_shown(wanted)) | Q(pk__in=files_from_customer(wanted).values("pk"))
    shown = StoredFile.objects.filter(told, pk=file_id, internal=False).first()
    if shown is None or is_over(wanted):
        raise NotFound()
    return file_answer(shown, keep="private, no-store")


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form on the page of a link: counted, while the request is not long over, and answered once."""
    answering = answered_once(view)

    @require_POST
    @wraps(view)
    def counted(request: HttpRequest, token: str) -> HttpResponse:
        actor, wanted = opened(token)
        if is_over(wanted):
            raise LinkOver()
        count_write(wanted)
        return answering(request, token, actor, wanted)

    return counted


@by_link
def write(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest) -> HttpResponse:
    """A message to the desk."""
    form, at = MessageForm(request.POST, request.FILES), now()
    if not form.is_valid():
        if request.FILES and may_put_aside(request):
            form.put_photos_aside()
        return page(request, PAGE, context_of(request, actor, wanted, token, message_form=form), status=422)
    record_contact(actor, wanted, channel="portal", direction="in", text=form.cleaned_data["text"], at=at)
    for photo in form.cleaned_data["photos"]:
        attach_file(actor, wanted, name=photo.name, content=photo, at=at)
    messages.success(request, _("We have your message."))
    return redirect("portal:track", token=token)


@by_link
def cancel(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest) -> HttpResponse:
    """The wish is gone."""

    form = CancelForm(request.POST)

    def act(_given: Given) -> None:
        cancel_request(actor, wanted, reason=form.reason, at=now())

    return _move(request, token, actor, wanted, "cancel", cancel_form=form, act=act)


@by_link
def rate(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest) -> HttpResponse:
    """Satisfied closes the loop; not satisfied lets it go on."""

    def act(given: Given) -> None:
        answered = answer_by_mark(actor, wanted, **given, at=now())
        messages.success(request, _thanks(State(answered.state)))

    return _move(request, token, actor, wanted, "confirm", rate_form=RateForm(request.POST), act=act)


@by_link
def reopen(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest) -> HttpResponse:
    """It is broken again: the same request goes on."""

    def act(given: Given) -> None:
        reopen_request(actor, wanted, reason=given["reason"], at=now())
        messages.success(request, _("Your request is open again; we come again."))

    return _move(request, token, actor, wanted, "reopen", reopen_form=ReopenForm(request.POST), act=act)


def _move(
    request: HttpRequest,
    token: str,
    actor: Actor,
    wanted: ServiceRequest,
    verb: str,
    *,
    act: Callable[[Given], None],
    **named: forms.Form,
) -> HttpResponse:
    """Make the move of a form, or show the form again, under its own name, with what is wrong."""
    (form,) = named.values()
    if verb not in available_actions(actor, wanted):
        words = next((form.data[name] for name in ("comment", "reason", "words") if form.data.get(name)), "")
        return _overtaken(request, token, actor, wanted, words)
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return redirect("portal:track", token=token)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return page(request, PAGE, context_of(request, actor, wanted, token, **named), status=422)


def _thanks(state: State) -> str:
    if state is State.CLOSED:
        return _("Thank you for your answer. Your request is closed.")
    if state is State.LOCKED:
        return _("Thank you for telling us. The service manager looks at it and decides how we go on.")
    return _("Thank you for telling us. We come again.")


def _overtaken(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest, words: str) -> HttpResponse:
    """The page was older than the request: say so, and put the words where they can still be sent."""
    said = _("The request has moved on meanwhile, so your answer was not counted; this is how it stands now.")
    context = context_of(request, actor, wanted, token, overtaken=said)
    if words.strip() and wanted.is_open:
        context["message_form"] = MessageForm(initial={"text": words})
    elif words.strip() and context["reopen_until"]:
        context["reopen_form"] = ReopenForm(initial={"reason": words})
    context["kept_words"] = words.strip()
    return page(request, PAGE, context, status=422)
