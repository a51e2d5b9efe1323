"""Ready answers of the desk: list, add, change, remove."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.channels.actions import remove_reply_template, set_reply_template
from aftercare.domains.channels.models import ReplyTemplate
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.surfaces.console.administration.frame import accepted, as_seen, standing_form
from aftercare.surfaces.console.messages.forms import ReplyForm, said_by
from aftercare.surfaces.console.messages.reach import PLACE, managed
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

TAB = "console:replies"


@staff
def reply_list(request: StaffRequest) -> HttpResponse:
    """Every ready answer, by its code."""
    around = managed(request.actor, TAB)
    rows = ReplyTemplate.objects.select_related("kind")
    found = page(rows, sort="code", limit=shown(request), cursor=request.GET.get("cursor"))
    names = dict(settings.LANGUAGES)
    lines = [(row, names.get(row.language, row.language)) for row in found.items]
    context = {**around, "rows": lines, "cursor": found.next}
    return staff_page(request, "console/messages/replies.html", context, active=PLACE, partials={"results", "rows"})


@staff
def new_reply(request: StaffRequest) -> HttpResponse:
    """Add one."""
    return _edit(request, None)


@staff
def change_reply(request: StaffRequest, id: UUID) -> HttpResponse:
    """Change one."""
    managed(request.actor, TAB)
    return _edit(request, _found(id))


def _edit(request: StaffRequest, reply: ReplyTemplate | None) -> HttpResponse:
    around = managed(request.actor, TAB)
    form, command = _asked(request, reply)
    if accepted(form, command, request.actor, reply, at=now()):
        messages.success(request, _("The ready answer is kept."))
        return redirect("console:replies")
    status = 422 if form.is_bound else 200
    return staff_page(
        request, "console/messages/reply.html", {**around, "form": form, "reply": reply}, active=PLACE, status=status
    )


def _asked(request: StaffRequest, reply: ReplyTemplate | None) -> tuple[forms.Form, Callable[..., Any]]:
    """The form and its command: about a new one, or about one as it stands."""
    if reply is None:
        return ReplyForm(request.POST or None), set_reply_template

    def shows() -> dict[str, Any]:
        return said_by(_found(reply.pk))

    return standing_form(ReplyForm, request, shows()), as_seen(set_reply_template, shows, hold=reply)


@require_POST
@staff
def remove_reply(request: StaffRequest, id: UUID) -> HttpResponse:
    """Offer one no more."""
    managed(request.actor, TAB)
    remove_reply_template(request.actor, _found(id), at=now())
    messages.success(request, _("The ready answer is gone."))
    return redirect("console:replies")


def _found(id: UUID) -> ReplyTemplate:
    row = ReplyTemplate.objects.filter(pk=id).first()
    if row is None:
        raise NotFound()
    return row
