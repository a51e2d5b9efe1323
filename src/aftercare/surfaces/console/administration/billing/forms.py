"""What is asked about rates and about what holds for quotations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.billing.models import RateOf, UnitOf
from aftercare.domains.orders.models import TaxRate
from aftercare.domains.requests.models import RequestKind
from aftercare.surfaces.console.administration.prices.forms import CurrencyField
from aftercare.ui.forms import DayInput, NameChoiceField
from aftercare.ui.versions import VersionedForm

PER = [
    (UnitOf.HOUR, _("hour of labour")),
    (UnitOf.VISIT, pgettext_lazy("unit", "visit")),
    (UnitOf.KM, _("km of travel")),
]
TAXES = TaxRate.objects.filter(active=True).order_by("code")


class RateForm(forms.Form):
    """A price from a day on."""

    cost = forms.ChoiceField(label=_("For"), choices=RateOf.choices)
    per = forms.ChoiceField(label=_("Per"), choices=PER)
    amount = forms.DecimalField(label=_("Price before tax"), min_value=0, max_digits=13, decimal_places=4)
    currency = CurrencyField()
    valid_from = forms.DateField(label=_("Holds from"), widget=DayInput())
    kind = NameChoiceField(
        label=_("Kind of request"),
        queryset=RequestKind.objects.filter(active=True).order_by("position", "code"),
        required=False,
        empty_label=_("All kinds"),
    )
    minimum_minutes = forms.IntegerField(
        label=_("At least so many minutes"),
        min_value=0,
        max_value=1440,
        initial=0,
        help_text=_("Of labour: less is charged as this."),
    )
    tax_rate = NameChoiceField(label=_("Tax"), queryset=TAXES, required=False, empty_label="–")


class SettingsForm(VersionedForm):
    """What holds for all quotations and charges."""

    validity_days = forms.IntegerField(
        label=_("Days a quotation holds"), min_value=1, max_value=365, help_text=_("Unless its author says otherwise.")
    )
    remind_days = forms.IntegerField(
        label=_("Days before the last one to remind"),
        min_value=0,
        max_value=365,
        help_text=_("0 sends no reminder."),
    )
    tolerance_percent = forms.DecimalField(
        label=_("A charge may be more than quoted by, in %"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("Above it a charge needs the right to charge more than was quoted."),
    )
    tax_rate = NameChoiceField(label=_("Tax of parts and others"), queryset=TAXES, required=False, empty_label="–")

    def clean(self) -> dict[str, Any]:
        """The reminder lies within the days."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("remind_days", 0) >= given.get("validity_days", 1) > 0:
            self.add_error("remind_days", _("Remind later than it is sent: fewer days than it holds."))
        return given
