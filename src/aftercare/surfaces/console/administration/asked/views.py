"""Requests for permission, as whoever decides them sees them: what waits, what was decided, and one to decide."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.actions import approve_permission, decline_permission
from aftercare.domains.accounts.models import PermissionRequest
from aftercare.domains.accounts.policies import MANAGE_RIGHTS, may_decide_permission, visible_permission_requests
from aftercare.domains.accounts.queries import grants_in_force
from aftercare.domains.accounts.roles import held_by
from aftercare.domains.accounts.states import AskState
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import PERMISSIONS, may, require
from aftercare.surfaces.console.administration.frame import HOME, accepted
from aftercare.surfaces.console.administration.words import ASKED, grouped, reach_words, role_name
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.forms import MomentInput
from aftercare.ui.parts import FilterChip

LIST, ONE = "console/administration/asked/list.html", "console/administration/asked/one.html"


class DecisionForm(forms.Form):
    """Yes or no, until when, and the words that go with it."""

    verb = forms.ChoiceField(choices=[("approve", ""), ("decline", "")], widget=forms.HiddenInput, required=True)
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=MomentInput,
        help_text=gettext_lazy("As it was asked for, unless you choose another end."),
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever asked reads it; a decline needs one."),
    )


@staff
def asked_list(request: StaffRequest) -> HttpResponse:
    """What waits, the longest first; or what was decided, the latest first."""
    require(may(request.actor, MANAGE_RIGHTS))
    waits = request.GET.get("state") != "decided"
    rows = visible_permission_requests(request.actor).select_related("asker", "role", "node", "decided_by")
    rows = rows.filter(state=AskState.ASKED) if waits else rows.exclude(state=AskState.ASKED)
    sort = "asked_at" if waits else "-asked_at"
    found = page(rows, sort=sort, limit=shown(request), cursor=request.GET.get("cursor"))
    chips = [
        FilterChip(_("Waiting"), address(request, state=None, cursor=None), active=waits),
        FilterChip(_("Decided"), address(request, state="decided", cursor=None), active=not waits),
    ]
    context = {
        "rows": [(one, role_name(one.role), reach_words(one.scope, one.node), ASKED[one.state]) for one in found.items],
        "cursor": found.next,
        "chips": chips,
        "waits": waits,
    }
    return staff_page(request, LIST, context, active=HOME, partials={"results", "rows"})


@staff
def asked_page(request: StaffRequest, asked_id: UUID) -> HttpResponse:
    """What is asked, why, what it would let the person do beyond today; and the decision."""
    require(may(request.actor, MANAGE_RIGHTS))
    rows = visible_permission_requests(request.actor).select_related("asker__unit", "role", "node", "decided_by")
    asked = rows.filter(pk=asked_id).first()
    if asked is None:
        raise NotFound()
    form = DecisionForm(request.POST or None, initial={"until": asked.until, "verb": "approve"})
    if request.method == "POST" and accepted(form, _decide, request.actor, asked):
        messages.success(request, _("Decided; %(name)s reads it.") % {"name": asked.asker.name})
        return redirect("console:permission_requests")
    verdict = may_decide_permission(request.actor, asked) if asked.state == AskState.ASKED else None
    context: dict[str, Any] = {
        "asked": asked,
        "role": role_name(asked.role),
        "form": form,
        "facts": _facts(asked),
        "more": _beyond(asked, now()),
        "open": asked.state == AskState.ASKED,
        "refused": "" if verdict in (True, None) else str(verdict),
        "state": ASKED[asked.state],
        "crumbs": [
            (_("Administration"), reverse(HOME)),
            (_("Permission requests"), reverse("console:permission_requests")),
        ],
    }
    return staff_page(request, ONE, context, active=HOME, status=422 if form.is_bound else 200)


def _decide(actor: Actor, asked: PermissionRequest, *, verb: str, until: datetime | None, answer: str) -> Any:
    if verb == "decline":
        return decline_permission(actor, asked, answer=answer, at=now())
    return approve_permission(actor, asked, answer=answer, until=until, at=now())


def _facts(asked: PermissionRequest) -> list[tuple[str, object]]:
    return [
        (_("Role"), role_name(asked.role)),
        (_("How far it reaches"), reach_words(asked.scope, asked.node)),
        (_("Part of the company"), asked.asker.unit.name if asked.asker.unit else ""),
        (_("Why"), asked.reason),
    ]


def _beyond(asked: PermissionRequest, at: datetime) -> list[tuple[str, list[Any]]]:
    """What the role would allow that the person may not do at all today."""
    now_held: set[str] = set()
    for grant in grants_in_force(asked.asker, at=at):
        now_held |= set(held_by(grant.role.code, grant.role.permissions))
    more = set(held_by(asked.role.code, asked.role.permissions)) - now_held
    return [(group, [PERMISSIONS[name].sentence for name in names]) for group, names in grouped(more)]
