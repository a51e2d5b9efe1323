"""What a device is made of: a component is built in, or taken out."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.devices.actions import build_in, take_out
from aftercare.domains.devices.models import DeviceStatus
from aftercare.domains.devices.policies import may_change_device
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.devices.asking import asked, done, sent
from aftercare.surfaces.console.devices.forms import day
from aftercare.surfaces.console.devices.naming import ProductField, asked_by
from aftercare.surfaces.console.devices.views import found_device
from aftercare.surfaces.console.devices.words import STATUS_CHOICES
from aftercare.surfaces.console.staff import StaffRequest, staff


class ComponentForm(forms.Form):
    """Which unit, and since when."""

    product = ProductField(label=gettext_lazy("Product"))
    serial = forms.CharField(
        label=gettext_lazy("Serial number"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("The owner's unit of this number is built in; one that is not on record is put there."),
    )
    installed_date = day(gettext_lazy("Built in on"))

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        asked_by(self, actor)


class TakeOutForm(forms.Form):
    """What becomes of it."""

    status = forms.ChoiceField(label=pgettext_lazy("device", "Status"), choices=STATUS_CHOICES)


@staff
def add(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """Which component is built in, or that it is."""
    device = found_device(request, device_id)
    require(may_change_device(request.actor, device))
    form = ComponentForm(sent(request), actor=request.actor)
    if accepted(form, build_in, request.actor, device, at=now()):
        return done(request, device, _("The component is built into %(device)s."))
    return asked(request, device, form, _("Build a component into %(device)s"), _("Build in"), icon="plus")


@staff
def remove(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """What becomes of a component that is taken out, or that it is."""
    device = found_device(request, device_id)
    require(may_change_device(request.actor, device))
    form = TakeOutForm(sent(request), initial={"status": DeviceStatus.STORED})
    if accepted(form, take_out, request.actor, device, at=now()):
        return done(request, device.parent or device, _("The component is taken out of %(device)s."))
    intro = _("It stays on record by itself, with its warranties.")
    return asked(request, device, form, _("Take %(device)s out"), _("Take out"), intro=intro)
