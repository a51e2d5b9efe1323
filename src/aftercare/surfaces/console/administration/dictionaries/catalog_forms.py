"""What is asked about the words of the catalog and about how customers are marked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.catalog.models import Category, FaultKind
from aftercare.surfaces.console.administration.dictionaries.forms import code_field, in_use, name_field, number
from aftercare.ui.forms import NameChoiceField

FAULT_KINDS = [
    (FaultKind.SYMPTOM, gettext_lazy("Symptom")),
    (FaultKind.CAUSE, gettext_lazy("Cause")),
    (FaultKind.REMEDY, gettext_lazy("Remedy")),
    (FaultKind.ERROR, gettext_lazy("Error code")),
]


class SkillsField(forms.CharField):
    """Skills with their levels, as `refrigeration 3, electric 2`."""

    def clean(self, value: Any) -> dict[str, int]:
        """Levels by the code of the skill."""
        skills = {}
        for part in str(super().clean(value)).replace("，", ",").split(","):
            code, _blank, level = part.strip().rpartition(" ")
            if part.strip() and not (code and level.isdecimal()):
                raise forms.ValidationError(_("Write a skill's code, a blank and a level, such as refrigeration 3."))
            if code:
                skills[code.strip()] = int(level)
        return skills


def skills_typed(skills: dict[str, int]) -> str:
    """The skills as they are typed."""
    return ", ".join(f"{code} {level}" for code, level in sorted(skills.items()))


class ProblemForm(forms.Form):
    """A type of problem and what solving it usually takes."""

    name = name_field(160)
    category = NameChoiceField(
        label=gettext_lazy("Product category"),
        queryset=Category.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("Every category"),
        help_text=gettext_lazy("Offered for devices of this category and all below."),
    )
    duration_minutes = number(
        gettext_lazy("Usual minutes of work"), gettext_lazy("So long a visit is planned."), low=1, high=1440, initial=60
    )
    skills = SkillsField(
        label=gettext_lazy("Skills it takes"),
        required=False,
        max_length=400,
        help_text=gettext_lazy(
            "Codes of skills with a level from 1 to 5, such as refrigeration 3. Only who has them is sent."
        ),
    )
    active = in_use()


class NewProblemForm(forms.Form):
    """A type that is to be."""

    code = code_field()
    name = name_field(160)
    category = ProblemForm.base_fields["category"]
    duration_minutes = ProblemForm.base_fields["duration_minutes"]
    skills = ProblemForm.base_fields["skills"]


class FaultForm(forms.Form):
    """A word of the fault taxonomy."""

    name = name_field(160)
    active = in_use()


class NewFaultForm(forms.Form):
    """A code that is to be."""

    kind = forms.ChoiceField(
        label=gettext_lazy("List"),
        choices=FAULT_KINDS,
        help_text=gettext_lazy("What the customer sees, why it is so, what was done, or what the device shows."),
    )
    code = forms.CharField(label=gettext_lazy("Code"), max_length=40)
    name = name_field(160)
    category = NameChoiceField(
        label=gettext_lazy("Product category"),
        queryset=Category.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("Every category"),
        help_text=gettext_lazy("Offered in records about devices of this category and all below."),
    )


class SkillForm(forms.Form):
    """Something engineers are able to do."""

    name = name_field(120)
    needs_certificate = forms.BooleanField(
        label=gettext_lazy("Needs a certificate"),
        required=False,
        help_text=gettext_lazy("Without a certificate in force on that day nobody is sent for it."),
    )
    active = in_use()


class NewSkillForm(forms.Form):
    """A skill that is to be."""

    code = code_field()
    name = name_field(120)
    needs_certificate = SkillForm.base_fields["needs_certificate"]


class CategoryForm(forms.Form):
    """A node of the product tree."""

    name = name_field(120)


class NewCategoryForm(forms.Form):
    """A node that is to be."""

    code = code_field()
    name = name_field(120)
    parent = NameChoiceField(
        label=pgettext_lazy("category", "Below"),
        queryset=Category.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("At the top"),
    )


class NewGradeForm(forms.Form):
    """A class of customers that is to be."""

    code = code_field()
    name = name_field()
    rank = number(gettext_lazy("Rank"), gettext_lazy("A lower one is served first."), high=1000, initial=100)


class GradeForm(forms.Form):
    """What a class of customers is called, and how early it is served."""

    name = name_field()
    rank = NewGradeForm.base_fields["rank"]


class TagForm(forms.Form):
    """What a tag is called."""

    name = name_field(40)


class NewTagForm(forms.Form):
    """A tag that is to be."""

    name = name_field(40)
