"""Outgoing messages: what left, what waits, what failed and why."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages as said
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from aftercare.domains.channels.account_letters import ACCOUNT_LETTERS, purpose_of
from aftercare.domains.channels.actions import send_held_messages, send_message_again
from aftercare.domains.channels.actions.releasing import AT_ONCE
from aftercare.domains.channels.kinds import KINDS
from aftercare.domains.channels.letters import LETTERS
from aftercare.domains.channels.links import path_to
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import visible_messages
from aftercare.domains.channels.queries import fresh_held_messages, messages
from aftercare.domains.channels.states import FLOW, MessageState
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.paging import page
from aftercare.surfaces.console.messages.reach import PLACE, managed
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.parts import FilterChip, Words

LOOKS: Mapping[str, tuple[str, str]] = {
    "queued": ("info", "clock"),
    "sent": ("good", "check"),
    "failed": ("bad", "circle-x"),
    "held": ("warn", "hand-stop"),
}


def kind_words(kind: str) -> Words:
    """What a message is about, in words."""
    purpose = purpose_of(kind)
    if purpose is not None:
        return ACCOUNT_LETTERS[purpose].label
    prefix, _dot, event = kind.partition(".")
    if prefix == "letter" and event in LETTERS:
        return LETTERS[event].label
    return KINDS[kind].label if kind in KINDS else kind


@staff
def message_list(request: StaffRequest) -> HttpResponse:
    """The latest first; `state` shows those of one."""
    around = managed(request.actor, "console:messages")
    state = request.GET.get("state", "")
    rows = messages(request.actor)
    rows = rows.filter(state=state) if state in MessageState.values else rows
    found = page(rows, sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    lines = [
        (row, kind_words(row.kind), *LOOKS[row.state], "send_again" in FLOW.verbs(row.state)) for row in found.items
    ]
    chips = [FilterChip(_("All"), "?", active=not state)]
    chips += [FilterChip(one.label, f"?state={one.value}", active=state == one.value) for one in MessageState]
    context = {**around, "rows": lines, "cursor": found.next, "chips": chips, "filtered": bool(state)}
    context["held"] = fresh_held_messages(at=now())[: AT_ONCE + 1].count() if around["mail_is_set"] else 0
    return staff_page(request, "console/messages/list.html", context, active=PLACE, partials={"results", "rows"})


@staff
def message(request: StaffRequest, id: UUID) -> HttpResponse:
    """One message as it was written, and what became of it."""
    around = managed(request.actor, "console:messages")
    row = _found(request, id)
    tone, icon = LOOKS[row.state]
    context = {
        **around,
        "row": row,
        "kind": kind_words(row.kind),
        "tone": tone,
        "icon": icon,
        "again": "send_again" in FLOW.verbs(row.state),
        "about_url": path_to(row.about_kind, row.about_id),
    }
    return staff_page(request, "console/messages/message.html", context, active=PLACE)


@require_POST
@staff
def send_again(request: StaffRequest, id: UUID) -> HttpResponse:
    """Put one that failed or was held back among those that wait."""
    managed(request.actor, "console:messages")
    try:
        send_message_again(request.actor, _found(request, id), at=now())
    except Refusal as refusal:
        said.error(request, str(refusal))
    else:
        said.success(request, _("It is sent again."))
    return redirect("console:message", id=id)


@require_POST
@staff
def send_held(request: StaffRequest) -> HttpResponse:
    """Let go what was held back within the last day."""
    managed(request.actor, "console:messages")
    try:
        sent = send_held_messages(request.actor, at=now())
    except Refusal as refusal:
        said.error(request, str(refusal))
    else:
        told = ngettext("%(count)s message is sent now.", "%(count)s messages are sent now.", sent)
        said.success(request, told % {"count": sent})
    return redirect("console:messages")


def _found(request: StaffRequest, id: UUID) -> Message:
    row = visible_messages(request.actor).select_related("person", "contact").filter(pk=id).first()
    if row is None:
        raise NotFound()
    return row
