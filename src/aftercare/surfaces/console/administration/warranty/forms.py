"""What is asked about warranty terms: for what they hold, from when they count, how long and how much they pay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from aftercare.domains.catalog.models import Category
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.devices.naming import PartField, ProductField, asked_by
from aftercare.surfaces.console.devices.words import COSTS, START_RULES
from aftercare.ui.forms import NameChoiceField, WordsField

LONGEST = 600  # months


class TermForm(forms.Form):
    """Terms to offer from now on."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    product = ProductField(
        label=gettext_lazy("Only for the product"),
        required=False,
        help_text=gettext_lazy(
            "A product's own terms go before those of its category, those before terms of everything."
        ),
    )
    category = NameChoiceField(
        label=gettext_lazy("Only for the product category"),
        queryset=Category.objects.order_by("name", "id"),
        required=False,
        empty_label=gettext_lazy("Everything sold"),
    )
    part = PartField(
        label=gettext_lazy("Only for the part"),
        required=False,
        help_text=gettext_lazy("Such as a compressor that is covered longer than the unit around it."),
    )
    start_rule = forms.ChoiceField(label=gettext_lazy("Counts"), choices=list(START_RULES.items()))
    start_after_months = forms.IntegerField(
        label=gettext_lazy("Begins so many months after that day"), min_value=0, max_value=60, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        asked_by(self, actor)
        for cost, label in COSTS.items():
            self.fields[f"{cost}_months"] = forms.IntegerField(
                label=gettext_lazy("%(cost)s, months") % {"cost": label}, min_value=0, max_value=LONGEST, initial=12
            )
            self.fields[f"{cost}_percent"] = forms.IntegerField(
                label=gettext_lazy("%(cost)s, percent") % {"cost": label}, min_value=0, max_value=100, initial=100
            )
        self.fields["exclusions"] = WordsField(
            label=gettext_lazy("What is not covered"), max_length=5000, required=False
        )

    def clean_start_after_months(self) -> int:
        """Empty is from the day itself."""
        return self.cleaned_data["start_after_months"] or 0


class WithdrawForm(forms.Form):
    """Nothing but the word."""
