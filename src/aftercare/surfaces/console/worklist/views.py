"""The work list: what waits for this person or this person's role."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import do_task
from aftercare.domains.accounts.policies import may_do_task, visible_tasks
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.surfaces.console.worklist.waiting import waiting_for
from aftercare.surfaces.console.worklist.words import task_words


@staff
def worklist(request: StaffRequest) -> HttpResponse:
    """Open entries, the oldest first."""
    rows = waiting_for(request.actor)
    found = page(rows, sort="opened_at", limit=shown(request), cursor=request.GET.get("cursor"))
    lines = [(task, may_do_task(request.actor, task) is True, *task_words(task)) for task in found.items]
    context = {"rows": lines, "cursor": found.next}
    return staff_page(
        request, "console/worklist/list.html", context, active="console:worklist", partials={"results", "rows"}
    )


@require_POST
@staff
def mark_done(request: StaffRequest, id: UUID) -> HttpResponse:
    """Take an entry off the list."""
    task = visible_tasks(request.actor).filter(pk=id).first()
    if task is None:
        raise NotFound()
    do_task(request.actor, task, at=now())
    return redirect("console:worklist")
