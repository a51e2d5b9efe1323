"""Requests that belong together: tie, untie and split them; and who watches one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aftercare.domains.catalog.models import IncidentType
from aftercare.domains.requests.actions import (
    link_requests,
    split_request,
    unlink_requests,
    unwatch_request,
    watch_request,
)
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.policies import may_relate, visible_to
from aftercare.domains.requests.queries import find_request, others_of
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.permissions import require
from aftercare.surfaces.console.requests.forms import OtherForm
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.forms import NameChoiceField, WordsField

NO_SUCH_NUMBER = gettext_lazy("There is no request %(number)s, or you may not see it.")
KINDS = [
    ("related", gettext_lazy("Belongs together")),
    ("duplicate", gettext_lazy("The same wish once more")),
    ("follow_up", gettext_lazy("Follows from it")),
]


class LinkForm(OtherForm):
    """The other request, and how the two belong together."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How they belong together"), choices=KINDS, initial="related", widget=forms.RadioSelect
    )


class SplitForm(forms.Form):
    """The part that becomes a request of its own."""

    title = forms.CharField(label=gettext_lazy("What is the matter"), max_length=200)
    description = WordsField(label=gettext_lazy("Details"), max_length=20_000, required=False)
    kind = NameChoiceField(
        label=gettext_lazy("Kind"), queryset=RequestKind.objects.filter(active=True).order_by("position")
    )
    problem_type = NameChoiceField(
        label=gettext_lazy("Problem type"),
        queryset=IncidentType.objects.order_by("name"),
        required=False,
        empty_label="–",
    )
    same_device = forms.BooleanField(label=gettext_lazy("About the same device"), required=False, initial=True)


@staff
def split(request: StaffRequest, id: UUID) -> HttpResponse:
    """Make a request of its own of a part of this one."""
    wanted = find_request(request.actor, id)
    require(may_relate(request.actor, wanted))
    start = {"description": wanted.description, "kind": wanted.kind_id, "problem_type": wanted.problem_type_id}
    form = SplitForm(request.POST or None, initial=start)
    if form.is_valid():
        given = {**form.cleaned_data, "kind": form.cleaned_data["kind"].code}
        try:
            made = split_request(request.actor, wanted, at=now(), **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {"number": made.number, "before": wanted.number}
            messages.success(request, _("%(number)s is split from %(before)s.") % told)
            return redirect("console:request", id=made.id)
    return _page(request, wanted, form, "console/requests/split.html")


@staff
def tie(request: StaffRequest, id: UUID) -> HttpResponse:
    """Tie another request to this one."""
    wanted = find_request(request.actor, id)
    require(may_relate(request.actor, wanted))
    form = LinkForm(request.POST or None, likely=others_of(request.actor, wanted))
    if form.is_valid():
        try:
            other = named_by(request.actor, form.cleaned_data["into"])
            link_requests(request.actor, wanted, other=other, kind=form.cleaned_data["kind"], at=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(number)s and %(other)s name each other now.") % _both(wanted, other))
            return redirect("console:request", id=id)
    return _page(request, wanted, form, "console/requests/tie.html")


@require_POST
@staff
def untie(request: StaffRequest, id: UUID, other_id: UUID) -> HttpResponse:
    """Untie another request from this one."""
    wanted = find_request(request.actor, id)
    require(may_relate(request.actor, wanted))
    other = find_request(request.actor, other_id)
    unlink_requests(request.actor, wanted, other=other, at=now())
    messages.success(request, _("%(number)s and %(other)s are tied no more.") % _both(wanted, other))
    return redirect("console:request", id=id)


@require_POST
@staff
def watch(request: StaffRequest, id: UUID) -> HttpResponse:
    """Hear of a request from now on, or no more."""
    wanted = find_request(request.actor, id)
    if request.POST.get("watch") == "1":
        watch_request(request.actor, wanted, at=now())
        messages.success(request, _("You watch %(number)s.") % {"number": wanted.number})
    else:
        unwatch_request(request.actor, wanted, at=now())
        messages.success(request, _("You watch %(number)s no more.") % {"number": wanted.number})
    return redirect("console:request", id=id)


def named_by(actor: Actor, number: str) -> ServiceRequest:
    """The visible request of this number."""
    other = visible_to(actor).filter(number__iexact=number).first()
    if other is None:
        raise NotFound(NO_SUCH_NUMBER, number=number)
    return other


def _both(wanted: ServiceRequest, other: ServiceRequest) -> dict[str, str]:
    return {"number": wanted.number, "other": other.number}


def _page(request: StaffRequest, wanted: ServiceRequest, form: forms.Form, template: str) -> HttpResponse:
    context: dict[str, Any] = {"wanted": wanted, "form": form}
    status = 422 if form.is_bound else 200
    return staff_page(request, template, context, active="console:requests", partials={"dialog"}, status=status)
