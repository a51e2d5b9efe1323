"""What the company says of itself."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from aftercare.kit.countries import countries
from aftercare.surfaces.console.zones import ZoneField

CURRENCY = forms.RegexField(
    r"^[A-Z]{3}$",
    label=gettext_lazy("Currency"),
    help_text=gettext_lazy(
        "Three letters such as CNY or EUR. New prices and costs begin with it; old ones keep theirs."
    ),
)
COUNTRY = forms.ChoiceField(
    choices=countries,
    label=gettext_lazy("Country"),
    widget=forms.Select(attrs={"data-combobox": True}),
    help_text=gettext_lazy("Phone numbers without a country code are read as of there."),
)


class CompanyForm(forms.Form):
    """Each with what it is for."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("Customers read it on their pages.")
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=32,
        required=False,
        help_text=gettext_lazy("For papers, and for whoever has to reach the company."),
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "wide"}),
        help_text=gettext_lazy("As it stands on papers."),
    )
    currency = CURRENCY
    country = COUNTRY
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy(
            "New users begin with it. Dates and numbers are written as each reader's own language does."
        ),
    )
    time_zone = ZoneField(
        help_text=gettext_lazy("In it a day of the company begins and ends; new users begin with it."),
    )
