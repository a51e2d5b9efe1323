"""What is asked about an engineer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.catalog.models import Skill
from aftercare.surfaces.console.administration.fields import PersonField, UnitField
from aftercare.surfaces.console.calendars.forms import HOURS, HoursField
from aftercare.surfaces.console.engineers.views import RANKS
from aftercare.ui.forms import DayInput, MomentField, WordsField

A_DAY = 1440
LEVELS = [
    (1, gettext_lazy("1 – beginner")),
    (2, gettext_lazy("2 – with help")),
    (3, gettext_lazy("3 – alone")),
    (4, gettext_lazy("4 – experienced")),
    (5, gettext_lazy("5 – expert")),
]


def _skills() -> "forms.ModelChoiceField[Any]":
    return forms.ModelChoiceField(
        label=gettext_lazy("Skill"), queryset=Skill.objects.order_by("name"), to_field_name="code"
    )


class EngineerForm(forms.Form):
    """Who, where from, and how much a day holds."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Left empty, the next number is taken."),
    )
    user = PersonField(
        label=gettext_lazy("Signs in as"),
        required=False,
        help_text=gettext_lazy("The colleague who has the work platform on the phone."),
    )
    unit = UnitField(label=gettext_lazy("Part of the company"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=32, required=False)
    calendar = forms.ModelChoiceField(
        label=gettext_lazy("Working hours"),
        queryset=Calendar.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("Any hour"),
    )
    capacity_minutes_per_day = forms.IntegerField(
        label=gettext_lazy("Minutes of work a day"),
        min_value=0,
        max_value=A_DAY,
        initial=420,
        help_text=gettext_lazy("At customers, without the way there."),
    )
    overtime_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes of overtime a day, at most"), min_value=0, max_value=A_DAY, initial=0
    )
    latitude = forms.DecimalField(
        label=gettext_lazy("Latitude"),
        min_value=-90,
        max_value=90,
        decimal_places=6,
        required=False,
        help_text=gettext_lazy("Where the day begins; the way to customers is counted from there."),
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Longitude"), min_value=-180, max_value=180, decimal_places=6, required=False
    )
    contractor = forms.BooleanField(label=gettext_lazy("Works for a contractor"), required=False)

    def clean(self) -> dict[str, Any]:
        """Latitude and longitude belong together."""
        given: dict[str, Any] = super().clean() or {}
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            self.add_error("longitude", _("Give both, or none."))
        return given


class SkillForm(forms.Form):
    """What somebody can do, and how well; the level of one held before is changed."""

    skill = _skills()
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"), choices=LEVELS, coerce=int, initial=3, widget=forms.RadioSelect
    )


class CertificateForm(forms.Form):
    """A proof with an end."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=60, required=False)
    skill = _skills()
    valid_from = forms.DateField(label=gettext_lazy("Valid from"), required=False, widget=DayInput)
    valid_until = forms.DateField(label=gettext_lazy("Valid until"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skill = self.fields["skill"]
        skill.required, skill.help_text = False, _("Left empty, it is needed for every job, such as a site pass.")


class TerritoryForm(forms.Form):
    """A region, with all inside it."""

    region_code = forms.CharField(
        label=gettext_lazy("Region"),
        max_length=20,
        help_text=gettext_lazy("The code of the region, as on sites: 3101 is all of Shanghai, 310115 one district."),
    )
    rank = forms.ChoiceField(
        label=gettext_lazy("Sent there as"), choices=list(RANKS.items()), initial="primary", widget=forms.RadioSelect
    )


class AbsenceForm(forms.Form):
    """From when until when somebody is away."""

    start_at = MomentField(label=gettext_lazy("Away from"))
    end_at = MomentField(label=gettext_lazy("Until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=80, required=False)


class ShiftForm(forms.Form):
    """A day with hours of its own."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    intervals = HoursField(label=gettext_lazy("Hours"), help_text=HOURS)


class UseForm(forms.Form):
    """Whether somebody is sent from now on, and why where not."""

    sent = forms.TypedChoiceField(
        choices=[("True", ""), ("False", "")], coerce=lambda given: given == "True", widget=forms.HiddenInput
    )
    reason = WordsField(label=gettext_lazy("Reason"), required=False)


class WithdrawForm(forms.Form):
    """Why a certificate counts no longer."""

    reason = WordsField(label=gettext_lazy("Reason"))
