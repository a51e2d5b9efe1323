"""What is asked about a rule set of the law."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from aftercare.domains.catalog.models import Category
from aftercare.domains.contracts.models import StatutoryRule
from aftercare.surfaces.console.devices.words import START_RULES
from aftercare.ui.forms import WordsField
from aftercare.ui.versions import VersionedForm

STARTS = [(rule, START_RULES[rule]) for rule in ("invoice", "delivery", "installation")]


class RuleForm(VersionedForm):
    """A regulation with its periods; 0 gives nothing."""

    name = forms.CharField(label=gettext_lazy("Class of products"), max_length=120)
    regulation = forms.CharField(label=gettext_lazy("Regulation"), max_length=160)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Who issued it under which number, when, and from when it holds."),
    )
    categories = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Holds for the categories"),
        queryset=Category.objects.order_by("name", "id"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    start_rule = forms.ChoiceField(label=gettext_lazy("Counts"), choices=STARTS)
    refund_days = forms.IntegerField(label=gettext_lazy("Refund, days"), min_value=0, max_value=3650, initial=7)
    exchange_days = forms.IntegerField(label=gettext_lazy("Exchange, days"), min_value=0, max_value=3650, initial=15)
    repair_months = forms.IntegerField(label=gettext_lazy("Repair, months"), min_value=0, max_value=600, initial=12)
    main_parts_months = forms.IntegerField(
        label=gettext_lazy("Main parts, months"), min_value=0, max_value=600, initial=0
    )
    note = WordsField(label=gettext_lazy("Note"), max_length=5000, required=False)
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)


def as_it_stands(rule: StatutoryRule) -> dict[str, Any]:
    """What the form about a known rule begins with."""
    plain = [name for name in RuleForm.base_fields if name not in ("expected", "categories")]
    held = {name: getattr(rule, name) for name in plain}
    return {**held, "categories": [one.pk for one in rule.categories.all()], "expected": rule.version}
