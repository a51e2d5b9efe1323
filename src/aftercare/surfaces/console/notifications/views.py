"""What one was told: the bell, the page behind it, and what one wants to be told."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.models import User
from aftercare.domains.channels.actions import (
    clear_quiet_hours,
    read_all_notifications,
    read_notification,
    set_notification_choice,
    set_quiet_hours,
)
from aftercare.domains.channels.kinds import KINDS
from aftercare.domains.channels.links import path_to
from aftercare.domains.channels.models import Notification
from aftercare.domains.channels.policies import visible_notifications
from aftercare.domains.channels.queries import choices_of, latest_notifications, notifications_of, quiet_hours_of
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.paging import page
from aftercare.surfaces.console.notifications.forms import changed, quiet_form
from aftercare.surfaces.console.notifications.words import by_day, line_of
from aftercare.surfaces.console.staff import StaffRequest, bell, shown, staff, staff_page


def _oneself(request: StaffRequest) -> User:
    return get_object_or_404(User, pk=str(request.user.pk))


@staff
def notifications(request: StaffRequest) -> HttpResponse:
    """Everything one was told, the latest first, under its days; `only=unread` shows what one has not looked at."""
    unread = request.GET.get("only") == "unread"
    rows = notifications_of(request.actor)
    rows = rows.filter(read_at=None) if unread else rows
    found = page(rows, sort="-at", limit=shown(request), cursor=request.GET.get("cursor"))
    days = by_day(found.items, now())
    context = {"days": days, "cursor": found.next, "unread": unread}
    partials = {"results", "rows"}
    return staff_page(request, "console/notifications/list.html", context, active="", partials=partials)


@staff
def latest(request: StaffRequest) -> HttpResponse:
    """The few the bell shows."""
    lines = [line_of(row) for row in latest_notifications(request.actor)]
    return render(request, "console/notifications/latest.html", {"lines": lines})


@staff
def bell_mark(request: StaffRequest) -> HttpResponse:
    """The mark of the top bar alone, as it counts now."""
    return render(request, "console/notifications/bell.html", bell(request))


@staff
def open_notification(request: StaffRequest, id: UUID) -> HttpResponse:
    """Lead to what it is about, and take it for read."""
    row = _own(request, id)
    read_notification(request.actor, row, at=now())
    kind = KINDS.get(row.kind)
    place = kind.gathered_at if kind and row.facts > 1 else row.about_kind
    return redirect(path_to(place, row.about_id))


@require_POST
@staff
def mark_read(request: StaffRequest, id: UUID) -> HttpResponse:
    """Take one for read where it stands."""
    read_notification(request.actor, _own(request, id), at=now())
    return redirect("console:notifications")


@require_POST
@staff
def read_all(request: StaffRequest) -> HttpResponse:
    """Take everything for read."""
    read_all_notifications(request.actor, _oneself(request), at=now())
    return redirect("console:notifications")


def _own(request: StaffRequest, id: UUID) -> Notification:
    row = visible_notifications(request.actor).filter(pk=id).first()
    if row is None:
        raise NotFound()
    return row


@staff
def choices(request: StaffRequest) -> HttpResponse:
    """What one is told, how, and when not."""
    person = _oneself(request)
    known, hours = choices_of(person), quiet_hours_of(person)
    form = quiet_form(request.POST if request.method == "POST" else None, hours)
    if form.is_valid():
        try:
            with transaction.atomic():
                for kind, ways in changed(request.POST, known):
                    set_notification_choice(request.actor, person, kind=kind, at=now(), **ways)
                _keep_quiet(request, person, form.span, (hours.starts, hours.ends) if hours else None)
        except Refusal as refusal:
            form.add_error("ends", str(refusal))
        else:
            messages.success(request, _("You are told as you chose."))
            return redirect("console:notification_settings")
    status = 422 if form.is_bound else 200
    if form.is_bound:
        ticks = set(request.POST)
        rows = [(one.kind, f"{one.kind.code}:page" in ticks, f"{one.kind.code}:mail" in ticks) for one in known]
    else:
        rows = [(one.kind, one.page, one.mail) for one in known]
    context = {"form": form, "rows": rows, "zone": person.time_zone, "address": person.email}
    return staff_page(request, "console/notifications/settings.html", context, status=status)


def _keep_quiet(request: StaffRequest, person: User, span: object, before: object) -> None:
    if span == before:
        return
    if isinstance(span, tuple):
        set_quiet_hours(request.actor, person, starts=span[0], ends=span[1], at=now())
    else:
        clear_quiet_hours(request.actor, person, at=now())
