"""What is asked about a service level: its name, its calendar, and a target for each clock and priority."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.customers.models import Grade
from aftercare.domains.requests.models import RequestKind
from aftercare.surfaces.console.administration.dictionaries.forms import code_field, name_field
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.words import CLOCKS
from aftercare.ui.forms import NameChoiceField, WorkingTimeField
from aftercare.ui.parts import Words

PROMISED = ("first_response", "assignment", "arrival", "resolution")


class LevelForm(forms.Form):
    """What it is called, and when its minutes run."""

    name = name_field()
    calendar = NameChoiceField(
        label=gettext_lazy("Calendar"),
        queryset=Calendar.objects.order_by("name"),
        help_text=gettext_lazy("Promised time runs while this calendar is open."),
    )
    is_default = forms.BooleanField(
        label=gettext_lazy("Holds where no other does"),
        required=False,
        help_text=gettext_lazy(
            "A request takes the level of its agreement, then of the customer's grade, then this one."
        ),
    )


class GradesForm(forms.Form):
    """Which customers have it by their grade."""

    grades = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Grades"),
        queryset=Grade.objects.order_by("rank", "code"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A grade carries one level: what is ticked here is taken over from another level."),
    )


class NewLevelForm(forms.Form):
    """A level that is to be."""

    code = code_field()
    name = name_field()
    calendar = LevelForm.base_fields["calendar"]


class TargetsForm(forms.Form):
    """Working time by clock and priority; empty is not promised."""

    CELLS = tuple(f"{clock}_{int(priority)}" for clock in PROMISED for priority, _label in PRIORITIES)

    kind = NameChoiceField(
        label=gettext_lazy("Kind of request"),
        queryset=RequestKind.objects.filter(active=True).order_by("position"),
        required=False,
        empty_label=gettext_lazy("Every kind"),
        help_text=gettext_lazy("Targets of one kind go before those of every kind."),
    )
    stages = forms.CharField(
        label=gettext_lazy("Somebody is told at"),
        max_length=60,
        initial="75, 100, 150",
        help_text=gettext_lazy(
            "Percent of the time, rising. Below 100 whoever has the next step is told; at 100 the promise is broken, "
            "and from then on the service manager is told as well."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clock in PROMISED:
            for priority, label in PRIORITIES:
                self.fields[f"{clock}_{int(priority)}"] = WorkingTimeField(
                    label=_("%(clock)s, %(priority)s") % {"clock": CLOCKS[clock], "priority": label}, required=False
                )

    def lines(self) -> Iterator[tuple[Words, list[tuple[Words, BoundField]]]]:
        """The targets as a table: a line for each clock, a field for each priority."""
        for clock in PROMISED:
            yield CLOCKS[clock], [(label, self[f"{clock}_{int(priority)}"]) for priority, label in PRIORITIES]

    def clean_stages(self) -> list[int]:
        """The percentages one by one."""
        parts = self.cleaned_data["stages"].replace("，", ",").replace("%", "").split(",")
        if not all(part.strip().isdecimal() for part in parts):
            raise forms.ValidationError(_("Write percentages such as 75, 100, 150."))
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        """All targets as one table."""
        given: dict[str, Any] = super().clean() or {}
        kind = given.pop("kind", None)
        cells = {
            (clock, int(priority)): given.pop(f"{clock}_{int(priority)}", None)
            for clock in PROMISED
            for priority, _label in PRIORITIES
        }
        given["minutes"] = {cell: minutes for cell, minutes in cells.items() if minutes}
        given["kind"] = kind.code if kind else ""
        return given
