"""What is asked about a device: to register it, change it, move it, hand it over."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.customers.models import Site
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.periods import EARLIEST_DAY, LATEST_DAY
from aftercare.surfaces.console.devices.naming import CustomerField, ProductField, asked_by, named
from aftercare.surfaces.console.devices.words import STATUS_CHOICES
from aftercare.ui.forms import DayInput
from aftercare.ui.versions import VersionedForm


def day(label: Any, **options: Any) -> forms.DateField:
    """A calendar day; empty is not known."""
    within = [MinValueValidator(EARLIEST_DAY), MaxValueValidator(LATEST_DAY)]
    return forms.DateField(**{"label": label, "required": False, "widget": DayInput(), "validators": within, **options})


class AboutDevice(forms.Form):
    """What both a new and a known device may say."""

    serial = forms.CharField(label=gettext_lazy("Serial number"), max_length=80, required=False)
    batch = forms.CharField(label=gettext_lazy("Batch"), max_length=60, required=False)
    produced_date = day(pgettext_lazy("device", "Made on"))
    sold_date = day(pgettext_lazy("device", "Sold on"))
    shipped_date = day(pgettext_lazy("device", "Delivered on"))
    installed_date = day(pgettext_lazy("device", "Installed on"))
    registered_date = day(pgettext_lazy("device", "Registered on"))
    seller = forms.CharField(label=gettext_lazy("Sold by"), max_length=120, required=False)
    user_customer = CustomerField(
        label=gettext_lazy("Used by"), required=False, help_text=gettext_lazy("Only where that is not the owner.")
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        asked_by(self, actor)


class NewDeviceForm(AboutDevice):
    """A unit in somebody's hands."""

    product = ProductField(label=gettext_lazy("Product"))
    customer = CustomerField(label=gettext_lazy("Owner"))
    field_order = ("product", "serial", "customer")


class DeviceForm(AboutDevice, VersionedForm):
    """A known one as it stands."""

    commissioned_date = day(pgettext_lazy("device", "In operation since"))
    status = forms.ChoiceField(label=pgettext_lazy("device", "Status"), choices=STATUS_CHOICES)
    field_order = ("serial", "batch", "status")


class PlaceField(forms.ModelChoiceField):
    """A place of the owner or the user."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name and address."""
        return " · ".join(filter(None, [obj.name, obj.address]))


class MoveForm(forms.Form):
    """Where it stands from now on."""

    site = PlaceField(
        label=gettext_lazy("Site"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known"),
    )

    def __init__(self, *args: Any, device: Device, **options: Any) -> None:
        super().__init__(*args, **options)
        theirs = of_customer(device.customer_id)
        if device.user_customer_id:
            theirs |= of_customer(device.user_customer_id)
        field = self.fields["site"]
        field.queryset = Site.objects.filter(theirs).order_by("name", "id")  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    """Whose it is from a day on."""

    to = CustomerField(label=gettext_lazy("New owner"))
    on = day(gettext_lazy("From which day"), help_text=gettext_lazy("Empty is today."))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        asked_by(self, actor)


class VoidForm(forms.Form):
    """From when it pays nothing, and why."""

    on = day(gettext_lazy("Void from"), required=True)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Write it so that the customer can be told."),
    )


def as_it_stands(device: Device) -> dict[str, Any]:
    """What the form about a known device begins with."""
    plain = [name for name in DeviceForm.base_fields if name not in ("expected", "user_customer")]
    held = {name: getattr(device, name) for name in plain}
    return {**held, "user_customer": named(device.user_customer), "expected": device.version}
