"""The work list: what waits for this person or this person's role, one line for each thing."""

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import do_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import may_do_task, visible_tasks
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.one_by_one import MOST, one_by_one
from aftercare.kit.paging import page
from aftercare.kit.tallies import tallies
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.surfaces.console.worklist.waiting import NEWEST, Group, grouped, leading
from aftercare.surfaces.console.worklist.words import KINDS, task_words
from aftercare.ui.parts import FilterChip, Words

OLDEST = "opened_at"


class Entry(NamedTuple):
    """One thing that is asked, in words."""

    task: Task
    words: Words
    icon: str
    tone: str


class Line(NamedTuple):
    """All that is asked about one thing; a tick takes off what needs no decision."""

    lead: Task
    entries: list[Entry]
    may_tick: bool


@staff
def worklist(request: StaffRequest) -> HttpResponse:
    """Open entries by what they are about, the oldest first unless asked otherwise."""
    actor = request.actor
    kind = request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""
    sort = NEWEST if request.GET.get("sort") == NEWEST else OLDEST
    rows = leading(actor, kind=kind, sort=sort)
    found = page(rows, sort=sort, limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [_line(actor, group) for group in grouped(actor, found.items, kind=kind)],
        "cursor": found.next,
        "chips": _chips(actor, kind, sort) if not request.GET.get("cursor") else (),
        "other_way": f"?{urlencode({'kind': kind, 'sort': OLDEST if sort == NEWEST else NEWEST})}",
        "newest": sort == NEWEST,
    }
    return staff_page(
        request, "console/worklist/list.html", context, active="console:worklist", partials={"results", "rows"}
    )


def _line(actor: Actor, group: Group) -> Line:
    entries = [Entry(task, *task_words(task)) for task in (group.lead, *group.others)]
    return Line(group.lead, entries, any(may_do_task(actor, entry.task) is True for entry in entries))


def _chips(actor: Actor, kind: str, sort: str) -> list[FilterChip]:
    """All, and each kind that waits, counted in one statement."""
    rows = visible_tasks(actor).filter(done_at=None)
    counts = tallies({"": rows, **{code: rows.filter(kind=code) for code in KINDS}})
    labels = {"": _("All"), **KINDS}
    return [
        FilterChip(labels[code], f"?{urlencode({'kind': code, 'sort': sort})}", active=code == kind, count=count)
        for code, count in counts.items()
        if count != "0" or code in ("", kind)
    ]


@require_POST
@staff
def mark_done(request: StaffRequest, id: UUID) -> HttpResponse:
    """Take an entry off the list."""
    task = visible_tasks(request.actor).filter(pk=id).first()
    if task is None:
        raise NotFound()
    do_task(request.actor, task, at=now())
    return redirect("console:worklist")


@require_POST
@staff
def mark_many_done(request: StaffRequest) -> HttpResponse:
    """Take all entries about the ticked things off the list; what asks for a decision stays."""
    actor, at = request.actor, now()
    leads = visible_tasks(actor).filter(pk__in=_ids(request), done_at=None)
    tasks = [task for group in grouped(actor, list(leads)) for task in (group.lead, *group.others)]
    told = one_by_one(tasks, lambda task: do_task(actor, task, at=at))
    stays = [one for one in told if one.refusal is not None]
    count = len(told) - len(stays)
    said = ngettext("%(count)s entry is done.", "%(count)s entries are done.", count) % {"count": count}
    if stays:
        said = f"{said} {stays[0].refusal}"
    (messages.warning if stays else messages.success)(request, said)
    return redirect("console:worklist")


def _ids(request: StaffRequest) -> list[UUID]:
    found = []
    for given in request.POST.getlist("id")[:MOST]:
        try:
            found.append(UUID(given))
        except ValueError:
            continue
    return found
