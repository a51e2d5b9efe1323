"""What is asked about the words of each dictionary; every setting says in one sentence what it does."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.catalog.models import Category, FaultKind
from aftercare.domains.contracts.models import ClockKind
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.words import CLOCKS
from aftercare.ui.forms import NameChoiceField

SLUG = RegexValidator(r"^[\w-]+$", gettext_lazy("Letters, digits, - and _, without blanks."))
STATES = (
    ("pending", gettext_lazy("Minutes pending before somebody is warned")),
    ("assigned", gettext_lazy("Minutes assigned before somebody is warned")),
    ("in_progress", gettext_lazy("Minutes in progress before somebody is warned")),
    ("handled", gettext_lazy("Minutes handled before somebody is warned")),
    ("locked", gettext_lazy("Minutes locked before somebody is warned")),
)
WAITS_FOR = [
    ("customer", gettext_lazy("Customer")),
    ("keeper", gettext_lazy("Parts keeper")),
    ("vendor", gettext_lazy("Vendor")),
    ("manager", gettext_lazy("Service manager")),
    ("dispatcher", gettext_lazy("Dispatcher")),
]
FAULT_KINDS = [
    (FaultKind.SYMPTOM, gettext_lazy("Symptom")),
    (FaultKind.CAUSE, gettext_lazy("Cause")),
    (FaultKind.REMEDY, gettext_lazy("Remedy")),
    (FaultKind.ERROR, gettext_lazy("Error code")),
]


def code_field() -> forms.Field:
    """The code of something new."""
    return forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        validators=[SLUG],
        help_text=gettext_lazy("By it programs and lists know it; it never changes."),
    )


def name_field(most: int = 80) -> forms.Field:
    """What people read."""
    return forms.CharField(label=gettext_lazy("Name"), max_length=most)


def in_use() -> forms.Field:
    """Whether it is offered."""
    return forms.BooleanField(
        label=gettext_lazy("In use"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Switched off, it is offered no more; what has it keeps it."),
    )


def number(
    label: Any, help_text: Any = "", *, low: int = 0, high: int = 3650, initial: int | None = None
) -> forms.Field:
    """A whole number within bounds."""
    return forms.IntegerField(label=label, min_value=low, max_value=high, help_text=help_text, initial=initial)


class KindForm(forms.Form):
    """How the loop treats a kind of request."""

    name = name_field()
    default_priority = forms.TypedChoiceField(
        label=gettext_lazy("Usual priority"),
        choices=PRIORITIES,
        coerce=int,
        initial=3,
        help_text=gettext_lazy("A request begins with it where nobody says otherwise."),
    )
    duration_minutes = number(
        gettext_lazy("Usual minutes of work"),
        gettext_lazy("So long a visit is planned where no problem type says otherwise."),
        low=1,
        high=1440,
        initial=60,
    )
    auto_assign = forms.BooleanField(
        label=gettext_lazy("Assign by the rules at entry"),
        required=False,
        help_text=gettext_lazy("The engineer is chosen as soon as the request comes in, without a dispatcher."),
    )
    desk_closes = forms.BooleanField(
        label=gettext_lazy("The desk may close it in the same talk"),
        required=False,
        help_text=gettext_lazy("Who solves it records the customer's answer too; no call-back follows."),
    )
    reopen_days = number(
        gettext_lazy("Days in which it can be opened again"),
        gettext_lazy("After that a new request is entered instead."),
        initial=30,
    )
    repeat_days = number(
        gettext_lazy("Days in which a new one counts as a repeat"),
        gettext_lazy(
            "A request about the same device within these days after the last was closed is marked as repeat."
        ),
        initial=30,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        dwell = (kwargs.get("initial") or {}).get("dwell_minutes") or {}
        super().__init__(*args, **kwargs)
        for state, label in STATES:
            hint = gettext_lazy("Empty: nobody is warned.")
            self.fields[f"dwell_{state}"] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=525_600, initial=dwell.get(state), help_text=hint
            )
        self.fields["active"] = in_use()

    def clean(self) -> dict[str, Any]:
        """The minutes of all states as one table."""
        given: dict[str, Any] = super().clean() or {}
        dwell = {state: given.pop(f"dwell_{state}", None) for state, _label in STATES}
        given["dwell_minutes"] = {state: minutes for state, minutes in dwell.items() if minutes}
        return given


class NewKindForm(KindForm):
    """A kind that is to be."""

    field_order = ("code", "name")
    code = code_field()


class OutcomeForm(forms.Form):
    """Why attempts fail."""

    name = name_field()
    counts = forms.BooleanField(
        label=gettext_lazy("Counts as a failed attempt"),
        required=False,
        initial=True,
        help_text=gettext_lazy("At the second one that counts the request is locked for the service manager."),
    )
    active = in_use()


class NewOutcomeForm(forms.Form):
    """An outcome that is to be."""

    code = code_field()
    name = name_field()
    counts = OutcomeForm.base_fields["counts"]


class ReasonForm(forms.Form):
    """Why work waits."""

    name = name_field()
    waits_for = forms.ChoiceField(
        label=gettext_lazy("Waits for"),
        choices=WAITS_FOR,
        help_text=gettext_lazy("Whose turn it is meanwhile; reports tell waiting apart by it."),
    )
    pauses = forms.MultipleChoiceField(
        label=gettext_lazy("Clocks that stop"),
        required=False,
        choices=[(kind, CLOCKS.get(kind, kind)) for kind in ClockKind.values if kind != ClockKind.DWELL],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("While a request waits for this reason, these promises do not run."),
    )
    moves_date = forms.BooleanField(
        label=gettext_lazy("Moves the required date"),
        required=False,
        help_text=gettext_lazy("A date that falls into the waiting moves behind it."),
    )
    active = in_use()


class NewReasonForm(forms.Form):
    """A reason that is to be."""

    code = code_field()
    name = name_field()
    waits_for = ReasonForm.base_fields["waits_for"]
    pauses = ReasonForm.base_fields["pauses"]
    moves_date = ReasonForm.base_fields["moves_date"]


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
        label=gettext_lazy("Below"),
        queryset=Category.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("At the top"),
    )


class NewGradeForm(forms.Form):
    """A class of customers that is to be."""

    code = code_field()
    name = name_field()
    rank = number(gettext_lazy("Rank"), gettext_lazy("A lower one is served first."), high=1000, initial=100)


class NewTagForm(forms.Form):
    """A tag that is to be."""

    name = name_field(40)
