"""Change what a request says: its words, how urgent it is, what it is about, when it is wished and by when required."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.contracts.models import PauseReason, Priority
from aftercare.domains.requests.actions import change_request, move_required_date
from aftercare.domains.requests.errors import RequestEnded
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_change
from aftercare.domains.requests.queries import find_request
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.kit.permissions import require
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.meanwhile import news, seen_by
from aftercare.surfaces.console.requests.wish_fields import ENDS, FIELDS, WishFields, take_wish
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.forms import MomentField, NameChoiceField, WordsField
from aftercare.ui.versions import stand_beside

SAID = ("title", "description", "category", "priority")


class ChangeForm(WishFields):
    """The request as it stands, to be changed; another date needs its reason."""

    title = forms.CharField(label=gettext_lazy("What is the matter"), max_length=200)
    description = WordsField(label=gettext_lazy("Details"), max_length=20_000, required=False)
    priority = forms.TypedChoiceField(label=gettext_lazy("Priority"), choices=PRIORITIES, coerce=int)
    required_at = MomentField(label=gettext_lazy("Required by"))
    reason = NameChoiceField(
        label=gettext_lazy("Why the date moves"),
        queryset=PauseReason.objects.filter(active=True).order_by("name"),
        required=False,
        empty_label="–",
    )

    field_order = ("title", "description", "category", "priority", *ENDS, "required_at", "reason")

    def __init__(self, *args: Any, with_kind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_kind:  # the device tells it
            del self.fields["category"]

    def clean(self) -> dict[str, Any]:
        """Whoever moves the date says why."""
        given = super().clean()
        if "required_at" in self.changed_data and "required_at" not in self.errors and not given.get("reason"):
            self.add_error("reason", _("Say why the date moves."))
        return given


@staff
def change(request: StaffRequest, id: UUID) -> HttpResponse:
    """The form with what the request says now, or the change it makes."""
    wanted = find_request(request.actor, id)
    require(may_change(request.actor, wanted))
    if not wanted.is_open:
        raise RequestEnded(number=wanted.number)
    form = ChangeForm(request.POST or None, initial=_as_it_stands(wanted), with_kind=wanted.device_id is None)
    if form.is_valid() and (told := news(request, wanted)):
        form.add_error(None, told)
        stand_beside(form, form.initial)
    if form.is_valid():
        try:
            _change(request.actor, wanted, form.cleaned_data, form.changed_data)
        except Refusal as refusal:
            fields = [FIELDS.get(name, name) for name in refusal.errors]
            form.add_error(next((name for name in fields if name in form.fields), None), str(refusal))
        else:
            said = _("%(number)s is changed.") if form.changed_data else _("%(number)s stays as it was.")
            messages.success(request, said % {"number": wanted.number})
            return redirect("console:request", id=id)
    context = {"wanted": wanted, "form": form, "seen": seen_by(wanted)}
    status = 422 if form.is_bound else 200
    page = "console/requests/change.html"
    return staff_page(request, page, context, active="console:requests", partials={"dialog"}, status=status)


def _as_it_stands(wanted: ServiceRequest) -> dict[str, Any]:
    """The form asks for minutes, so a date is not changed by its seconds."""
    dates = {name: getattr(wanted, name) for name in ("required_at", *ENDS)}
    said = {"title": wanted.title, "description": wanted.description, "priority": Priority(wanted.priority).value}
    minutes = {name: date and date.replace(second=0, microsecond=0) for name, date in dates.items()}
    return {**said, **minutes, "category": wanted.category_id}


@transaction.atomic
def _change(actor: Actor, wanted: ServiceRequest, given: Mapping[str, Any], changed: list[str]) -> None:
    """Make what was changed so; a date of one's own goes behind the one that a new priority promises."""
    at = now()
    said: dict[str, Any] = {name: given[name] for name in SAID if name in changed}
    if {*ENDS} & {*changed}:
        said["wished"] = take_wish({**given})
    if said:
        change_request(actor, wanted, at=at, **said)
    if "required_at" in changed:
        move_required_date(actor, wanted, to=given["required_at"], reason=given["reason"].code, at=at)
