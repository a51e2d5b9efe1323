"""What is asked about the rules of grading: two texts of one rule a line, and over how many months one looks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.grading.language import read_rules, written
from aftercare.domains.grading.queries import targets
from aftercare.domains.grading.rules import LONGEST_WINDOW, Rule, Rules
from aftercare.kit.errors import Refusal
from aftercare.ui.versions import VersionedForm

LONGEST_TEXT = 20_000


class GradingForm(VersionedForm):
    """All rules, why they are changed, and the version they take the place of."""

    grades = forms.CharField(
        label=gettext_lazy("Grades"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7, "class": "wide", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One rule a line; the first that is met gives the grade. A grade alone on the last line takes all others."
        ),
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "class": "wide", "spellcheck": "false"}),
        help_text=gettext_lazy("One rule a line; every one that is met puts its tag on. Tags put on by hand stay."),
    )
    window_months = forms.IntegerField(
        label=gettext_lazy("Months looked at"),
        min_value=1,
        max_value=LONGEST_WINDOW,
        help_text=gettext_lazy("Purchases, requests and ratings of so many months count."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why they are changed"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "wide"}),
    )

    def clean_grades(self) -> tuple[Rule, ...]:
        """The rules of the text."""
        return self._read("grades", Grade)

    def clean_tags(self) -> tuple[Rule, ...]:
        """The rules of the text."""
        return self._read("tags", Tag)

    def _read(self, field: str, model: type[Grade] | type[Tag]) -> tuple[Rule, ...]:
        try:
            return read_rules(self.cleaned_data[field], targets(model)[0], field)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def as_typed(rules: Rules, version: int) -> dict[str, Any]:
    """The rules as the form shows them."""
    return {
        "grades": written(rules.grades, targets(Grade)[1]),
        "tags": written(rules.tags, targets(Tag)[1]),
        "window_months": rules.window_months,
        "expected": version,
    }


def rules_typed(cleaned: Mapping[str, Any]) -> Rules:
    """What a valid form says."""
    return Rules(cleaned["window_months"], cleaned["grades"], cleaned["tags"])
