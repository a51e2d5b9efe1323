"""My rights: what I may do, where and until when; and asking for more."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import ask_permission, withdraw_permission
from aftercare.domains.accounts.models import PermissionRequest, User
from aftercare.domains.accounts.queries import grants_in_force
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.administration.users.forms import ReachForm
from aftercare.surfaces.console.administration.words import ASKED, end_chip, reach_words, rights_in_words, role_name
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.forms import FutureField

RIGHTS = "console/account/rights.html"
A_FEW = 20


class AskForm(ReachForm):
    """The role, how far, until when, and why."""

    field_order = ("role", "scope", "node", "until", "reason")
    until = FutureField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Empty: for good. For a stand-in or a project, say when it ends."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever decides has only these words."),
    )


@staff
def my_rights(request: StaffRequest) -> HttpResponse:
    """Roles with their ends, what follows from them in plain words, and what was asked for."""
    person, at = _oneself(request), now()
    held = list(grants_in_force(person, at=at))
    rows = PermissionRequest.objects.filter(asker=person).select_related("role", "node", "decided_by")
    found = page(rows, sort="-pk", limit=A_FEW, cursor=request.GET.get("cursor"))
    context: dict[str, Any] = {
        "grants": [
            (grant, role_name(grant.role), reach_words(grant.scope, grant.node), end_chip(grant.expires_at, at))
            for grant in held
        ],
        "rights": rights_in_words(held),
        "asked": [
            (one, role_name(one.role), reach_words(one.scope, one.node), ASKED[one.state]) for one in found.items
        ],
        "cursor": found.next,
    }
    return staff_page(request, RIGHTS, context, partials={"rows"})


@staff
def ask(request: StaffRequest) -> HttpResponse:
    """The form, or the wish that waits from then on."""
    form = AskForm(request.POST or None)
    if accepted(form, ask_permission, request.actor, _oneself(request), at=now()):
        messages.success(request, _("Asked; you read here what was decided."))
        return redirect("console:my_rights")
    back = reverse("console:my_rights")
    words = {"title": _("Ask for a role"), "submit": _("Ask"), "icon": "send", "draft": "ask-permission"}
    return form_page(request, form, back=back, crumbs=[(_("My rights"), back)], active="", **words)


@require_POST
@staff
def withdraw(request: StaffRequest, asked_id: UUID) -> HttpResponse:
    """Need it no more."""
    asked = PermissionRequest.objects.filter(pk=asked_id, asker=_oneself(request)).select_related("asker").first()
    if asked is None:
        raise NotFound()
    withdraw_permission(request.actor, asked, at=now())
    messages.success(request, _("Withdrawn."))
    return redirect("console:my_rights")


def _oneself(request: StaffRequest) -> User:
    return get_object_or_404(User, pk=str(request.user.pk))
