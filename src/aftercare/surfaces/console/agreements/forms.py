"""What is asked about an agreement."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.contracts.models import Agreement, EntitlementKind, ServiceLevel
from aftercare.domains.customers.models import Site
from aftercare.domains.customers.queries import of_customer
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.agreements.words import CHARGING, KINDS
from aftercare.surfaces.console.devices.forms import day
from aftercare.surfaces.console.devices.naming import CustomerField, DeviceField, ProductField, asked_by
from aftercare.ui.forms import NameChoiceField, WordsField, only_when
from aftercare.ui.versions import VersionedForm

ROLL, EVERYTHING = "roll_over", "everything"
COVERS = [
    (EVERYTHING, gettext_lazy("Everything the customer has")),
    ("named", gettext_lazy("Only the devices, sites and models it names")),
]
WHAT = [
    ("device", gettext_lazy("A device")),
    ("site", gettext_lazy("Everything at a site, also what comes there later")),
    ("product", gettext_lazy("Every unit of a model that the customer has")),
]
CURRENCY = "CNY"


def percent(label: Any) -> forms.IntegerField:
    """A share that is paid."""
    return forms.IntegerField(label=label, min_value=0, max_value=100)


def ask_quantities(form: forms.Form) -> None:
    """Let a form ask what is included of each kind."""
    for kind, label in KINDS.items():
        form.fields[kind] = forms.DecimalField(
            label=str(label), min_value=Decimal("0.01"), max_digits=11, decimal_places=2, required=False
        )
    form.fields[EntitlementKind.PARTS_VALUE].help_text = CURRENCY
    form.fields[ROLL] = forms.BooleanField(
        label=gettext_lazy("What is left goes over into the next period"), required=False
    )


def quantities_in(given: dict[str, Any]) -> dict[str, Any]:
    """What was asked so, taken out of the answers, as the commands take it."""
    counted = {kind: given.pop(kind, None) for kind in KINDS}
    entitlements = {kind: quantity for kind, quantity in counted.items() if quantity}
    rolling = tuple(entitlements) if given.pop(ROLL, False) else ()
    return {"entitlements": entitlements, "rolls_over": rolling, "currency": CURRENCY}


class SiteField(NameChoiceField):
    """A place with its address."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and address."""
        return " · ".join(filter(None, (obj.name, obj.address)))


class NamedTerms(forms.Form):
    """What both a new and a running agreement say."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    level = NameChoiceField(
        label=gettext_lazy("Service level"),
        queryset=ServiceLevel.objects.order_by("name", "id"),
        required=False,
        empty_label=gettext_lazy("As without an agreement"),
    )
    charging = forms.ChoiceField(label=gettext_lazy("How it is paid"), choices=list(CHARGING.items()))
    terms = WordsField(label=gettext_lazy("Terms"), max_length=50_000, required=False)


class NewAgreementForm(NamedTerms):
    """A contract to conclude."""

    customer = CustomerField(label=gettext_lazy("Customer"))
    starts_on = day(gettext_lazy("First day"), required=True)
    ends_on = day(gettext_lazy("Last day"), required=True)
    covers = forms.ChoiceField(
        label=gettext_lazy("Covers"),
        choices=COVERS,
        widget=forms.RadioSelect,
        initial=EVERYTHING,
        help_text=gettext_lazy("Sites, and more devices and models, are named afterwards on its page."),
    )
    device = only_when("covers=named", DeviceField(label=gettext_lazy("Device"), required=False))
    product = only_when("covers=named", ProductField(label=gettext_lazy("Model"), required=False))
    field_order = ("customer", "name", "starts_on", "ends_on", "covers", "device", "product", "level", "charging")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        asked_by(self, actor)
        ask_quantities(self)
        self.order_fields([*(name for name in self.fields if name != "terms"), "terms"])

    def clean(self) -> dict[str, Any]:
        """What is included as one table, with the kinds that go over."""
        given: dict[str, Any] = super().clean() or {}
        given |= quantities_in(given)
        given["covers_all_devices"] = given.pop("covers", EVERYTHING) == EVERYTHING
        for one, several in (("device", "devices"), ("product", "products")):
            thing = given.pop(one, None)
            given[several] = (thing,) if thing and not given["covers_all_devices"] else ()
        return given


class InclusionForm(VersionedForm):
    """What a running agreement includes from now on."""

    reason = WordsField(label=gettext_lazy("Reason"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask_quantities(self)
        self.order_fields([*KINDS, ROLL, "reason"])

    def clean(self) -> dict[str, Any]:
        """What is included as one table, with the kinds that go over."""
        given: dict[str, Any] = super().clean() or {}
        included = quantities_in(given)
        return {**given, **included}


class AgreementForm(NamedTerms, VersionedForm):
    """A running one as it stands."""

    ends_on = day(gettext_lazy("Last day"), required=True)
    covers_all_devices = forms.BooleanField(label=gettext_lazy("Covers everything the customer has"), required=False)
    labour_percent = percent(gettext_lazy("Labour, percent"))
    parts_percent = percent(gettext_lazy("Parts, percent"))
    travel_percent = percent(gettext_lazy("Travel, percent"))
    precedence = forms.IntegerField(
        label=gettext_lazy("Rank among several"),
        min_value=0,
        max_value=32_767,
        help_text=gettext_lazy("Of several agreements in force the lowest speaks."),
    )
    field_order = ("name", "ends_on", "level", "charging", "covers_all_devices")


class CoverForm(forms.Form):
    """A device, a place of the customer or a model to cover."""

    what = forms.ChoiceField(label=gettext_lazy("Covers"), choices=WHAT, widget=forms.RadioSelect, initial="device")
    device = only_when("what=device", DeviceField(label=gettext_lazy("Device"), required=False))
    site = only_when("what=site", SiteField(label=gettext_lazy("Site"), queryset=Site.objects.none(), required=False))
    product = only_when("what=product", ProductField(label=gettext_lazy("Model"), required=False))

    def __init__(self, *args: Any, actor: Actor, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        asked_by(self, actor)
        theirs = Site.objects.filter(of_customer(agreement.customer_id))
        cast(SiteField, self.fields["site"]).queryset = theirs.order_by("name", "id")

    def clean(self) -> dict[str, Any]:
        """The one thing that is meant."""
        given: dict[str, Any] = super().clean() or {}
        what = given.get("what", "device")
        if not given.get(what) and what not in self.errors:
            self.add_error(what, _("Say what it covers."))
        return {"what": what, "thing": given.get(what)}


class DocumentForm(forms.Form):
    """A file to keep with it."""

    document = forms.FileField(
        label=gettext_lazy("Document"), help_text=gettext_lazy("A PDF, document, picture or text of at most 20 MB.")
    )


class RenewForm(forms.Form):
    """Until when the next period runs."""

    ends_on = day(gettext_lazy("Last day"), required=True)


class BecauseForm(forms.Form):
    """Why, so that the customer can be told."""

    reason = WordsField(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("Write it so that the customer can be told.")
    )


def as_it_stands(agreement: Agreement) -> dict[str, Any]:
    """What the form about a running agreement begins with."""
    held = {name: getattr(agreement, name) for name in AgreementForm.base_fields if name != "expected"}
    return {**held, "expected": agreement.version}


def included_as_it_stands(agreement: Agreement) -> dict[str, Any]:
    """What the form about what it includes begins with."""
    parts = list(agreement.entitlements.all())
    rolls = any(part.rolls_over for part in parts)
    return {**{part.kind: part.quantity for part in parts}, ROLL: rolls, "expected": agreement.version}
