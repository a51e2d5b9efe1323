"""What is asked about the words of each dictionary; every setting says in one sentence what it does."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from aftercare.domains.contracts.models import ClockKind
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.words import CLOCKS

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


def place() -> forms.Field:
    """Where it stands in lists."""
    return number(gettext_lazy("Place in lists"), gettext_lazy("Lower ones come first."), high=1000)


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
        self.fields["position"] = place()
        self.fields["active"] = in_use()

    def clean(self) -> dict[str, Any]:
        """The minutes of all states as one table."""
        given: dict[str, Any] = super().clean() or {}
        dwell = {state: given.pop(f"dwell_{state}", None) for state, _label in STATES}
        given["dwell_minutes"] = {state: minutes for state, minutes in dwell.items() if minutes}
        return given


class NewKindForm(KindForm):
    """A kind that is to be; it comes last in lists."""

    field_order = ("code", "name")
    code = code_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["position"]


class OutcomeForm(forms.Form):
    """Why attempts fail."""

    name = name_field()
    counts = forms.BooleanField(
        label=gettext_lazy("Counts as a failed attempt"),
        required=False,
        initial=True,
        help_text=gettext_lazy("At the second one that counts the request is locked for the service manager."),
    )
    position = place()
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
