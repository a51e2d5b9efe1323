"""What is asked about price lists, taxes and approval limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries import company
from aftercare.domains.orders.checks import checked_currency
from aftercare.kit.errors import Refusal
from aftercare.ui.forms import DayInput
from aftercare.ui.versions import VersionedForm


class CurrencyField(forms.CharField):
    """Three letters in capitals; the company's own unless another is typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Currency"), "min_length": 3, "max_length": 3, "initial": _own, **options})

    def clean(self, value: Any) -> str:
        """The code in capitals."""
        try:
            return checked_currency(super().clean(value))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def _own() -> str:
    known = company()
    return known.currency if known else "CNY"


class ListForm(VersionedForm):
    """What a price list is called and when it holds."""

    name = forms.CharField(label=_("Name"), max_length=120)
    valid_from = forms.DateField(label=_("Holds from"), widget=DayInput())
    valid_until = forms.DateField(
        label=_("Holds until"),
        widget=DayInput(),
        required=False,
        help_text=_("Its last day; empty while no end is known. Of two that hold, the one that began later counts."),
    )


class NewListForm(forms.Form):
    """A list to begin; its code and currency stay."""

    code = forms.SlugField(
        label=_("Code"), max_length=40, allow_unicode=True, help_text=_("A short name for programs; it stays.")
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    currency = CurrencyField(help_text=_("Three letters such as CNY; it stays."))
    valid_from = forms.DateField(label=_("Holds from"), widget=DayInput())
    valid_until = forms.DateField(label=_("Holds until"), widget=DayInput(), required=False)


class PasteForm(VersionedForm):
    """A table from a sheet."""

    text = forms.CharField(
        label=_("Numbers and prices"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "wide"}),
        help_text=_(
            "A product or part number and its price before tax on each line, as they are copied from a sheet. "
            "A dash instead of the price takes it off the list; what is not named stays as it is."
        ),
    )


class RateForm(VersionedForm):
    """A tax; its code stays."""

    name = forms.CharField(label=_("Name"), max_length=120)
    percent = forms.DecimalField(
        label=_("Percent"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("Lines that are written already keep the percentage they were written with."),
    )
    active = forms.BooleanField(label=_("Offered for new lines"), required=False)


class NewRateForm(forms.Form):
    """A tax to add."""

    code = forms.SlugField(
        label=_("Code"), max_length=40, allow_unicode=True, help_text=_("A short name for programs; it stays.")
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    percent = forms.DecimalField(label=_("Percent"), min_value=0, max_value=100, max_digits=5, decimal_places=2)


class LimitForm(VersionedForm):
    """Up to where every reviewer may approve."""

    amount = forms.DecimalField(
        label=_("Up to this total, with tax"),
        min_value=0,
        max_digits=16,
        decimal_places=3,
        help_text=_("Orders above it need the right to approve orders above the limits."),
    )
    discount_percent = forms.DecimalField(
        label=_("Up to this discount on a line, in %"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )


class NewLimitForm(LimitForm):
    """The limit of one more currency."""

    currency = CurrencyField(help_text=_("A limit it has already is put in the place of the one it has."))
    field_order = ("currency", "amount", "discount_percent")
