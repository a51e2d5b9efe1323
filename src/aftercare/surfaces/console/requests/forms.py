"""What each move asks for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import desk_people
from aftercare.domains.contracts.models import PauseReason, Priority
from aftercare.domains.requests.models import AttemptOutcome, ServiceRequest
from aftercare.domains.requests.policies import WORK
from aftercare.domains.requests.rules import SATISFIED
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.clock import now
from aftercare.surfaces.console.requests.words import DECISIONS
from aftercare.ui.forms import FutureField, MomentField, NameChoiceField, WordsField, only_when, sometimes_needed

SATISFACTION = [
    (5, _("5 – very satisfied")),
    (4, _("4 – satisfied")),
    (3, _("3 – all right")),
    (2, _("2 – not satisfied: back as not solved")),
    (1, _("1 – not satisfied at all: back as not solved")),
]
UNSATISFIED = [("", _("No mark was given")), (2, _("2 – not satisfied")), (1, _("1 – not satisfied at all"))]
PRIORITIES = [
    (Priority.URGENT, _("Urgent")),
    (Priority.HIGH, _("High")),
    (Priority.NORMAL, _("Normal")),
    (Priority.LOW, _("Low")),
]


class NothingForm(forms.Form):
    """A move that needs no more than the word."""


class ReasonForm(forms.Form):
    """Why."""

    reason = WordsField(label=_("Reason"))


class NoteForm(forms.Form):
    """What happened, if there is something to say."""

    note = WordsField(label=_("Note"), required=False)


class AssignForm(forms.Form):
    """Who gets it, and when where a visit is planned: one of those the rules put first, or anybody else."""

    engineer = sometimes_needed(
        forms.ModelChoiceField(
            label=_("Engineer"),
            queryset=Engineer.objects.filter(active=True).order_by("code"),
            widget=forms.RadioSelect,
            empty_label=None,
        )
    )
    other = sometimes_needed(
        forms.ModelChoiceField(
            label=_("Another engineer"),
            queryset=Engineer.objects.filter(active=True).order_by("code"),
            widget=forms.Select(attrs={"data-combobox": True}),
        )
    )
    assignee = sometimes_needed(
        forms.ModelChoiceField(
            label=_("Or a colleague at the desk"),
            queryset=User.objects.none(),  # of this moment, below
            widget=forms.Select(attrs={"data-combobox": True}),
        )
    )
    start_at = MomentField(label=_("Visit from"), required=False)
    end_at = MomentField(label=_("Visit to"), required=False)
    note = WordsField(
        label=_("Why this one"),
        required=False,
        help_text=_("Kept with the decision, beside whom the rules proposed."),
    )
    automatic = forms.BooleanField(label=_("Let the rules choose"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wish := self.initial.get("wish"):
            self.fields["start_at"].help_text = wish
        assignee = self.fields["assignee"]
        if isinstance(assignee, forms.ModelChoiceField):
            assignee.queryset = desk_people(WORK, at=now())

    def clean(self) -> dict[str, Any]:
        """A slot has both ends, and the end comes later."""
        given: dict[str, Any] = super().clean() or {}
        other = given.pop("other", None)
        if other and given.get("engineer") not in {None, other}:
            self.add_error("other", _("Choose one engineer, above or here."))
        given["engineer"] = other or given.get("engineer")
        nobody_drives = given.get("automatic") or (given.get("assignee") and not given.get("engineer"))
        if nobody_drives and not {"start_at", "end_at"} & set(self.changed_data):
            given |= {"start_at": None, "end_at": None}  # what was only proposed
        start, end = given.get("start_at"), given.get("end_at")
        if bool(start) != bool(end) or (start and end <= start):
            self.add_error("end_at", _("Give both ends of the visit, the later one last."))
        for name in ("engineer", "assignee", "start_at") if given.get("automatic") else ():
            if given.get(name):
                self.add_error(name, _("The rules choose who goes and when; leave this empty, or untick the rules."))
        return given


class SuspendForm(forms.Form):
    """What it waits for, and until when."""

    reason = NameChoiceField(label=_("Waits for"), queryset=PauseReason.objects.filter(active=True).order_by("name"))
    until = FutureField(label=_("Wake up at"))
    note = WordsField(label=_("Note"), required=False)


class HandleForm(forms.Form):
    """The service record in short."""

    work_done = WordsField(label=_("What was done"))
    labour_minutes = forms.IntegerField(label=_("Labour minutes"), min_value=0, max_value=1440)


class FailForm(forms.Form):
    """Why the attempt did not solve it."""

    outcome = NameChoiceField(
        label=_("Outcome"),
        queryset=AttemptOutcome.objects.filter(active=True).order_by("position"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = WordsField(label=_("Note"), required=False)


class ConfirmForm(forms.Form):
    """How satisfied the customer is; below 3 it is not solved, and whoever goes again needs to know why."""

    satisfaction = forms.TypedChoiceField(
        label=_("Satisfaction"),
        choices=SATISFACTION,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_(
            "3 and more close the request. 1 and 2 return it as a failed attempt; at the second one it is locked."
        ),
    )
    comment = sometimes_needed(
        WordsField(label=_("What the customer said"), help_text=_("With 1 and 2: what is not right."))
    )

    def clean(self) -> dict[str, Any]:
        """Not satisfied needs its reason."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("satisfaction", SATISFIED) < SATISFIED and not given.get("comment"):
            self.add_error("comment", _("Write what is not right; whoever goes again reads it."))
        return given


class RejectForm(forms.Form):
    """What is not solved, and the mark where one was given."""

    reason = WordsField(label=_("Reason"), help_text=_("What is not right; whoever goes again reads it."))
    satisfaction = forms.TypedChoiceField(
        label=_("Satisfaction"),
        choices=UNSATISFIED,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class UnlockForm(forms.Form):
    """How it goes on, by when, with whom."""

    decision = WordsField(label=_("Decision"), help_text=_("What is done differently now."))
    to = forms.ChoiceField(
        label=_("Goes on as"),
        choices=[("pending", _("Pending")), ("assigned", _("Assigned")), ("cancelled", _("Cancelled"))],
        widget=forms.RadioSelect,
        initial="pending",
    )
    required_at = only_when("to=pending assigned", FutureField(label=_("New required date")))
    engineer = only_when(
        "to=assigned",
        forms.ModelChoiceField(
            label=_("Engineer"),
            queryset=Engineer.objects.filter(active=True).order_by("code"),
            widget=forms.Select(attrs={"data-combobox": True}),
        ),
    )

    def clean(self) -> dict[str, Any]:
        """What goes on has a date, and somebody who does it where it goes on as assigned; nothing else names one."""
        given: dict[str, Any] = super().clean() or {}
        goes_on, errors = given.get("to"), self.errors
        if goes_on != "cancelled" and not given.get("required_at") and "required_at" not in errors:
            self.add_error("required_at", _("Say by when it is to be done."))
        if goes_on == "assigned" and not given.get("engineer") and "engineer" not in errors:
            self.add_error("engineer", _("Choose who gets it."))
        if goes_on == "cancelled":
            given["engineer"] = None  # chosen before the way out was
        elif goes_on == "pending" and given.get("engineer"):
            self.add_error("engineer", _("A pending request is with nobody; choose “Assigned” to give it to somebody."))
        return given


class ConcludeForm(forms.Form):
    """The manager's decision and its reason."""

    decision = forms.ChoiceField(label=_("Decision"), choices=list(DECISIONS.items()))
    reason = WordsField(label=_("Reason"))


class OtherForm(forms.Form):
    """Another request: one of the customer's, or any by its number."""

    likely = forms.ChoiceField(label=_("Which request"), widget=forms.RadioSelect, required=False)
    into = forms.CharField(label=_("Number of the other request"), max_length=20, required=False)

    def __init__(self, *args: Any, likely: Iterable[ServiceRequest] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.number, f"{one.number} · {one.title} · {State(one.state).label}") for one in likely]
        if choices:
            self.fields["likely"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["likely"]
            self.fields["into"].required = True

    def clean(self) -> dict[str, Any]:
        """One of the two is enough; what was typed counts."""
        given: dict[str, Any] = super().clean() or {}
        given["into"] = given.get("into", "").strip() or given.pop("likely", "")
        given.pop("likely", None)
        if not given["into"] and not self.errors:
            self.add_error("into", _("Choose one, or type its number."))
        return given


class MergeForm(OtherForm):
    """The request that goes on."""


class SignOffForm(forms.Form):
    """Accept the figures, or send them back."""

    accepted = forms.TypedChoiceField(
        label=_("Hours, parts and costs"),
        choices=[("yes", _("Accept")), ("no", _("Send back"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    reason = only_when("accepted=no", WordsField(label=_("What has to be corrected")))

    def clean(self) -> dict[str, Any]:
        """Who has to correct it is told why."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("accepted") is False and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say what has to be corrected; the engineer reads it."))
        return given


FORMS: Mapping[str, type[forms.Form]] = {
    "assign": AssignForm,
    "start": NothingForm,
    "handle": HandleForm,
    "fail": FailForm,
    "confirm": ConfirmForm,
    "reject": RejectForm,
    "unreachable": NoteForm,
    "suspend": SuspendForm,
    "resume": NothingForm,
    "withdraw": ReasonForm,
    "decline": ReasonForm,
    "unlock": UnlockForm,
    "conclude": ConcludeForm,
    "cancel": ReasonForm,
    "merge": MergeForm,
    "reopen": ReasonForm,
    "sign_off": SignOffForm,
}
