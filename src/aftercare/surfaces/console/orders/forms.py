"""Forms of orders: the order with its lines, reasons, parcels, reports."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.models import Product
from aftercare.domains.orders.checks import checked_currency
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.models import OrderLine, PriceList, ShipmentLine, TrackingCode
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Refusal
from aftercare.kit.money import plain
from aftercare.surfaces.console.orders.fields import TypedField, one_customer, one_thing, words_of
from aftercare.surfaces.console.orders.taxes import NO_TAX, Taxes, TaxField
from aftercare.ui.forms import DayInput, MomentInput, NameChoiceField
from aftercare.ui.versions import VersionedForm

MOST_LINES = 200
FIRST_LINES = 3  # what somebody without script can fill in at once
WIDE = {"class": "wide"}
SCAN = _("Scan or paste them: one a line, or parted by commas.")


_ASKS_PLACES = {  # the people and places of whoever was named, where there is a script
    "data-hx-get": reverse_lazy("console:order_new"),
    "data-hx-trigger": "change",
    "data-hx-target": "#places",
    "data-hx-swap": "outerHTML",
}


class OrderForm(VersionedForm):
    """What the whole order has; its lines are a formset beside it."""

    customer = TypedField(
        "console:order_customers",
        label=_("Customer"),
        help_text=_("Search by name, phone or number."),
        asks=_ASKS_PLACES,
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, min_length=3)
    price_list = NameChoiceField(
        label=_("Price list"),
        queryset=PriceList.objects.order_by("name", "id"),
        required=False,
        empty_label=_("The one that holds today"),
    )
    external_id = forms.CharField(label=_("Number at the customer or in another system"), required=False, max_length=80)
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3, **WIDE})
    )

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        self.actor = actor

    def clean_customer(self) -> Any:
        """The one customer who was named."""
        return one_customer(self.actor, self.cleaned_data["customer"])

    def clean_currency(self) -> str:
        """Three letters in capitals."""
        try:
            return checked_currency(self.cleaned_data["currency"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class ChangeForm(OrderForm):
    """The same without what stays: the customer and the currency."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["customer"], self.fields["currency"]


class LineForm(forms.Form):
    """A line that counts once something is named in it."""

    thing = TypedField("console:order_things", label=_("Product or part"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=100_000, initial=1)
    unit_price = forms.DecimalField(
        label=_("Unit price"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        widget=forms.NumberInput(attrs={"placeholder": _("by the price list")}),
    )
    discount_percent = forms.DecimalField(
        label=_("Discount in %"), required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    tax_rate = TaxField()

    def __init__(self, *args: Any, actor: Actor, taxes: Taxes, **more: Any) -> None:
        super().__init__(*args, **more)
        self.actor = actor
        cast(TaxField, self.fields["tax_rate"]).offer(taxes)

    def has_changed(self) -> bool:
        """Whether somebody wrote in it; what stands there by itself is no writing."""
        return bool(set(self.changed_data) - {"quantity", "tax_rate"})

    def clean_thing(self) -> Any:
        """The one product or part that was named."""
        return one_thing(self.actor, self.cleaned_data["thing"])

    def draft(self) -> LineDraft:
        """The line as the order takes it."""
        given = self.cleaned_data
        thing = given["thing"]
        named = {"product": thing} if isinstance(thing, Product) else {"part": thing}
        return LineDraft(
            **named,
            quantity=given["quantity"],
            unit_price=given["unit_price"],
            discount_percent=given["discount_percent"] or Decimal(0),
            tax_rate=given["tax_rate"],
        )


class Lines(forms.BaseFormSet):
    """Lines that come and go on the page; those that were taken away leave gaps."""

    def initial_form_count(self) -> int:
        """None must stay: also one that was kept before may be taken away."""
        return 0

    def total_form_count(self) -> int:
        """Those that were sent, or those that are kept and some empty ones."""
        return super().total_form_count() if self.is_bound else max(FIRST_LINES, len(self.initial or ()))

    @property
    def written(self) -> list[LineForm]:
        """The lines somebody wrote in, in their order."""
        return [cast(LineForm, line) for line in self.forms if line.has_changed()]

    @property
    def shown(self) -> list[Any]:
        """The lines to draw: without the gaps, with a fresh one where it was asked for."""
        if not self.is_bound:
            return list(self.forms)
        fresh = self.forms[-1:] if "more" in self.data else []
        return [*self.written, *(line for line in fresh if not line.has_changed())] or list(self.forms[:1])

    def drafts(self) -> list[LineDraft]:
        """What was written, line by line."""
        return [line.draft() for line in self.written]


LineSet = cast(
    type[Lines],
    forms.formset_factory(LineForm, formset=Lines, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES),
)


def initial_of(line: OrderLine) -> Mapping[str, Any]:
    """A line as its form begins with it."""
    return {
        "thing": words_of(line.thing),
        "quantity": line.quantity,
        "unit_price": plain(line.unit_price),
        "discount_percent": plain(line.discount_percent) or None,
        "tax_rate": str(line.tax_rate_id or NO_TAX),
    }


class NothingForm(VersionedForm):
    """A move that needs no words."""


class ReasonForm(VersionedForm):
    """Why; it must be said."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, **WIDE}))


class RemarkForm(VersionedForm):
    """A word that may go with it."""

    reason = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, **WIDE})
    )


class CarrierForm(forms.Form):
    """With whom the parcel goes."""

    carrier = forms.CharField(label=_("Carrier"), required=False, max_length=80)
    tracking_number = forms.CharField(label=_("Tracking number"), required=False, max_length=80)


class ParcelForm(forms.Form):
    """How many pieces of one line go, and their serial numbers."""

    quantity = forms.IntegerField(label=_("Pieces"), min_value=0, required=False)
    serials = forms.CharField(
        label=_("Serial numbers"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", **WIDE}),
        help_text=SCAN,
    )


class SerialsForm(forms.Form):
    """A place for the serial numbers of each line's pieces that have none."""

    def __init__(self, *args: Any, rows: Sequence[tuple[ShipmentLine, int]], **more: Any) -> None:
        super().__init__(*args, **more)
        for row, count in rows:
            field = forms.CharField(
                label=_("%(thing)s: %(count)s without a serial number") % {"thing": row.line.thing, "count": count},
                required=False,
                max_length=400_000,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", **WIDE}),
                help_text=SCAN,
            )
            self.fields[self.name_of(row)] = field

    @staticmethod
    def name_of(row: ShipmentLine) -> str:
        """How the field of a line is called."""
        return f"line-{row.line.position}"


class ReportForm(forms.Form):
    """Where the carrier says it is."""

    code = forms.ChoiceField(label=_("What was reported"), choices=TrackingCode.choices)
    happened_at = forms.DateTimeField(label=_("When"), widget=MomentInput())
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    note = forms.CharField(label=_("Note"), required=False, max_length=300, widget=forms.TextInput(attrs=WIDE))


class DeliveryForm(forms.Form):
    """The day it arrived."""

    on = forms.DateField(label=_("Delivered on"), widget=DayInput())
