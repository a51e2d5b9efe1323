"""One move with several requests: a command each, and what came of each is told."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import lock_all
from aftercare.kit.one_by_one import MOST, Told, one_by_one
from aftercare.kit.permissions import lacks, require
from aftercare.surfaces.console.requests.bulk_moves import BULK, Bulk, verbs_for
from aftercare.surfaces.console.requests.fit import rank_for_all
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

SAID = 3  # refusals told in the message itself; all of them stand on the page


@require_POST
@staff
def move_many(request: StaffRequest) -> HttpResponse:
    """Ask for what the move needs, or make it; who was refused stands below with the reason."""
    verb = request.POST.get("verb", "")
    move = BULK.get(verb)
    if move is None:
        raise NotFound()
    if verb not in dict(verbs_for(request.actor)):
        require(lacks(move.right))
    wanted = _chosen(request)
    if not wanted:
        messages.warning(request, _("Choose at least one request first."))
        return redirect(_back(request))
    if "sure" not in request.POST:
        return _form(request, verb, move, wanted, move.form())
    form = move.form(request.POST)
    if not form.is_valid():
        return _form(request, verb, move, wanted, form, status=422)
    told = _moved(request, move, wanted, form)
    refused = [one for one in told if one.refusal is not None]
    if not refused:
        messages.success(request, f"{move.done(len(told))}.")
        return redirect(_back(request))
    return _told(request, move, told, refused)


@transaction.atomic
def _moved(
    request: StaffRequest, move: Bulk, wanted: Sequence[ServiceRequest], form: forms.Form
) -> list[Told[ServiceRequest]]:
    """Make the move with each, all of them held first, in one order whatever order they were ticked in."""
    lock_all(visible_to(request.actor).filter(pk__in=[each.pk for each in wanted]).only("id"))
    return one_by_one(wanted, lambda each: move.make(request.actor, each, dict(form.cleaned_data)))


def _chosen(request: StaffRequest) -> list[ServiceRequest]:
    """The requests that were ticked and may be seen, in the order of the list."""
    ids = [id for given in request.POST.getlist("id")[:MOST] if (id := _id(given))]
    rows = (
        visible_to(request.actor)
        .filter(pk__in=ids)
        .select_related("kind", "customer", "calendar", "site", "problem_type")
    )
    found = {row.id: row for row in rows.defer("search")}
    return [found[id] for id in ids if id in found]


def _id(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _back(request: StaffRequest) -> str:
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if safe else reverse("console:requests")


def _form(
    request: StaffRequest, verb: str, move: Bulk, wanted: Sequence[ServiceRequest], form: forms.Form, status: int = 200
) -> HttpResponse:
    rank_for_all(form, request.actor, wanted)
    count = len(wanted)
    title = ngettext("%(verb)s: %(count)s request", "%(verb)s: %(count)s requests", count)
    context = {
        "title": title % {"verb": move.verb.label, "count": count},
        "verb": move.verb,
        "code": verb,
        "form": form,
        "wanted": wanted,
        "back": _back(request),
    }
    return staff_page(
        request, "console/requests/bulk.html", context, active="console:requests", partials={"dialog"}, status=status
    )


def _told(
    request: StaffRequest, move: Bulk, told: Sequence[Told[ServiceRequest]], refused: Sequence[Told[ServiceRequest]]
) -> HttpResponse:
    said = _("%(done)s, %(refused)s refused.") % {"done": move.done(len(told) - len(refused)), "refused": len(refused)}
    context = {"said": said, "verb": move.verb, "refused": refused, "back": _back(request)}
    return staff_page(
        request, "console/requests/bulk_told.html", context, active="console:requests", partials={"dialog"}
    )
