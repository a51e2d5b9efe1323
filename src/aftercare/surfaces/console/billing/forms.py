"""Forms of quotations and charges: their lines, and what is asked with a move."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.billing.drafts import LineDraft
from aftercare.domains.billing.models import BillLine, PaymentMethod, Sort, UnitOf
from aftercare.domains.orders.models import TaxRate
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.devices.naming import BETWEEN, PartField
from aftercare.surfaces.console.orders.forms import MOST_LINES, WIDE, Lines
from aftercare.ui.forms import DayInput, NameChoiceField
from aftercare.ui.versions import VersionedForm

BY_SORT = _("usual")


class BillLineForm(forms.Form):
    """A line that counts once it says what it is for, or something else is written in it."""

    field_order = ("sort", "text", "part", "quantity", "unit", "unit_price", "discount_percent", "tax_rate")
    sort = forms.ChoiceField(label=_("For"), choices=[("", "–"), *Sort.choices])
    part = PartField(label=_("Part"), required=False)
    text = forms.CharField(label=_("Description"), required=False, max_length=200)
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=0, max_value=100_000, initial=1, max_digits=10, decimal_places=4
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=[("", BY_SORT), *UnitOf.choices], required=False)
    unit_price = forms.DecimalField(
        label=_("Unit price"),
        required=False,
        min_value=0,
        max_digits=13,
        decimal_places=4,
        widget=forms.NumberInput(attrs={"placeholder": _("by rate or list")}),
    )
    discount_percent = forms.DecimalField(
        label=_("Discount in %"), required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    tax_rate = NameChoiceField(
        label=_("Tax"),
        required=False,
        queryset=TaxRate.objects.filter(active=True).order_by("code"),
        empty_label=BY_SORT,
    )

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        named = cast(PartField, self.fields["part"])
        named.seen = named.visible(actor)

    def has_changed(self) -> bool:
        """Whether somebody wrote in it; what stands there by itself is no writing."""
        return bool(set(self.changed_data) - {"quantity"})

    def draft(self) -> LineDraft:
        """The line as the action takes it."""
        given = self.cleaned_data
        return LineDraft(
            sort=given["sort"],
            quantity=given["quantity"],
            part=given["part"],
            text=given["text"],
            unit=given["unit"],
            unit_price=given["unit_price"],
            discount_percent=given["discount_percent"] or Decimal(0),
            tax_rate=given["tax_rate"],
        )


BillLineSet = cast(
    type[Lines],
    forms.formset_factory(BillLineForm, formset=Lines, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES),
)


def initial_of(line: BillLine) -> Mapping[str, Any]:
    """A line as its form begins with it."""
    return {
        "sort": line.sort,
        "part": BETWEEN.join((line.part.name, line.part.number)) if line.part else "",
        "text": line.text,
        "quantity": _plain(line.quantity),
        "unit": line.unit,
        "unit_price": _plain(line.unit_price) if line.unit_price is not None else None,
        "discount_percent": _plain(line.discount_percent) if line.discount_percent else None,
        "tax_rate": line.tax_rate_id,
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


class QuotationForm(VersionedForm):
    """Until when it holds, and words for the customer; its lines are a formset beside it."""

    valid_until = forms.DateField(label=_("Valid until"), widget=DayInput(), help_text=_("Its last day."))
    notes = forms.CharField(
        label=_("Words for the customer"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, **WIDE}),
    )


class ChargeForm(VersionedForm):
    """A charge is its lines alone."""


class NothingForm(VersionedForm):
    """A move that needs no words."""


class SendForm(VersionedForm):
    """How it is sent."""

    wait = forms.BooleanField(
        label=_("Let the request wait for the decision"),
        required=False,
        help_text=_("Its promises rest meanwhile, at most until the last day is over; the answer wakes it."),
    )


class AcceptForm(forms.Form):
    """Who said yes, and how the house knows."""

    name = forms.CharField(label=_("Who accepted"), max_length=80)
    note = forms.CharField(
        label=_("How it was said"),
        max_length=2000,
        help_text=_("For instance: on the phone, at half past ten."),
        widget=forms.Textarea(attrs={"rows": 3, **WIDE}),
    )


class DeclineForm(forms.Form):
    """Who said no, and why."""

    name = forms.CharField(label=_("Who declined"), max_length=80)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, **WIDE}))


class ReasonForm(forms.Form):
    """Why; it must be said."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, **WIDE}))


class PerhapsReasonForm(forms.Form):
    """Why; of a draft it may be left out."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, **WIDE})
    )


class PaymentForm(forms.Form):
    """What was paid, how, when, and what it is found by."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=16, decimal_places=3)
    method = forms.ChoiceField(label=_("Paid by"), choices=PaymentMethod.choices)
    on = forms.DateField(label=_("Paid on"), widget=DayInput())
    reference = forms.CharField(label=_("Reference"), required=False, max_length=80)
