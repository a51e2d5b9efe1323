"""What a device is promised, by hand: extensions, warranties that are void, and those given back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.actions import grant_warranty, restore_warranty, void_warranty
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.contracts.policies import may_manage_warranty_of
from aftercare.domains.contracts.queries.warranties import extension_begins, warranties_of
from aftercare.domains.devices.models import Device
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.devices.asking import asked, done, sent
from aftercare.surfaces.console.devices.forms import VoidForm, day
from aftercare.surfaces.console.devices.views import found_device
from aftercare.surfaces.console.devices.words import COSTS
from aftercare.surfaces.console.staff import StaffRequest, staff

LONGEST = 600  # months


class RestoreForm(forms.Form):
    """Why it pays again."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Write it so that the customer can be told."),
    )


class ExtensionForm(forms.Form):
    """A promise beside the terms, sold or granted."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    starts_on = day(gettext_lazy("First day"), required=True)
    months = forms.IntegerField(label=gettext_lazy("Months"), min_value=1, max_value=LONGEST, initial=12)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for cost, label in COSTS.items():
            self.fields[f"{cost}_percent"] = forms.IntegerField(
                label=gettext_lazy("%(cost)s, percent") % {"cost": label}, min_value=0, max_value=100, initial=100
            )


@staff
def extend(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """What else is promised, from when and for how long."""
    device, at = _device(request, device_id), now()
    initial = {"name": _("Extended warranty"), "starts_on": extension_begins(device, on=day_of(at))}
    form = ExtensionForm(sent(request), initial=initial)
    if accepted(form, grant_warranty, request.actor, device, at=at):
        return done(request, device, _("%(device)s carries a further warranty."))
    return asked(request, device, form, _("Extend the warranty of %(device)s"), _("Extend"), icon="plus")


@staff
def void(request: StaffRequest, device_id: UUID, warranty_id: UUID) -> HttpResponse:
    """From when a warranty pays nothing, and why."""
    device, at = _device(request, device_id), now()
    warranty = _warranty(device, warranty_id)
    form = VoidForm(sent(request), initial={"on": day_of(at)})
    if accepted(form, void_warranty, request.actor, warranty, at=at):
        return done(request, device, _("The warranty of %(device)s is void."))
    title = _("Void the warranty of %(device)s")
    return asked(request, device, form, title, _("Void the warranty"), kind="danger", icon="ban")


@staff
def restore(request: StaffRequest, device_id: UUID, warranty_id: UUID) -> HttpResponse:
    """Why a warranty that was void pays again, or that it does."""
    device, at = _device(request, device_id), now()
    form = RestoreForm(sent(request))
    if accepted(form, restore_warranty, request.actor, _warranty(device, warranty_id), at=at):
        return done(request, device, _("The warranty of %(device)s holds again."))
    return asked(request, device, form, _("Give the warranty of %(device)s back"), _("Give it back"))


def _device(request: StaffRequest, device_id: UUID) -> Device:
    device = found_device(request, device_id)
    require(may_manage_warranty_of(request.actor, device))
    return device


def _warranty(device: Device, warranty_id: UUID) -> DeviceWarranty:
    warranty = warranties_of(device).filter(pk=warranty_id).first()
    if warranty is None:
        raise NotFound()
    return warranty
