"""What is asked about calendars: hours as people write them, days, and whose holidays are taken over."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.accounts.holidays import known_countries
from aftercare.kit.countries import countries
from aftercare.surfaces.console.calendars.words import hours_typed
from aftercare.surfaces.console.zones import ZoneField
from aftercare.ui.forms import DayInput, only_when

DAY = 1440
MOST_DAYS = 62
SPAN = re.compile(r"(\d{1,2})[:：.](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：.](\d{2})")
BETWEEN = re.compile(r"[,，、;；\s]*")
HOURS = gettext_lazy("For example 09:00–12:00, 13:00–18:00. A shift may end on the next day: 22:00–06:00.")
WHAT = [
    ("usual", gettext_lazy("As the week says")),
    ("closed", gettext_lazy("Closed all day")),
    ("hours", gettext_lazy("Open at these hours: a make-up workday, or other hours than usual")),
]


class HoursField(forms.CharField):
    """Intervals of a day as [start, end] minutes; empty is closed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 300, **options})

    def clean(self, value: Any) -> list[list[int]]:
        """The intervals in the order they were typed."""
        words = str(super().clean(value))
        if BETWEEN.sub("", SPAN.sub("", words)):
            raise forms.ValidationError(_("Write hours such as 09:00–12:00, 13:00–18:00; nothing for a closed day."))
        return [_interval(*map(int, found)) for found in SPAN.findall(words)]


def _interval(hour: int, minute: int, last_hour: int, last_minute: int) -> list[int]:
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    return [start, end if end > start else end + DAY]


class CalendarForm(forms.Form):
    """Its name, its zone and its week."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    zone = ZoneField(help_text=gettext_lazy("The hours below are those of its clocks."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        week = (kwargs.get("initial") or {}).get("week") or [[]] * 7
        super().__init__(*args, **kwargs)
        for place, intervals in enumerate(week):
            hint = HOURS if place == 0 else ""
            self.fields[f"day_{place}"] = HoursField(
                label=WEEKDAYS[place], initial=hours_typed(intervals), help_text=hint
            )

    def clean(self) -> dict[str, Any]:
        """The seven days as one week."""
        given: dict[str, Any] = super().clean() or {}
        given["week"] = [given.pop(f"day_{place}", []) for place in range(7)]
        return given


class NewCalendarForm(CalendarForm):
    """A calendar that is to be; a country brings its official days."""

    country = forms.ChoiceField(
        choices=lambda: [("", "–"), *countries(known_countries())],
        label=gettext_lazy("Official holidays of"),
        required=False,
        widget=forms.Select(attrs={"data-combobox": True}),
        help_text=gettext_lazy("Holidays and make-up workdays of this year and the next are taken over."),
    )


class DayForm(forms.Form):
    """What a day is."""

    what = forms.ChoiceField(label=gettext_lazy("This day is"), choices=WHAT, widget=forms.RadioSelect)
    intervals = only_when("what=hours", HoursField(label=gettext_lazy("Hours"), help_text=HOURS))
    name = only_when(
        "what=closed hours",
        forms.CharField(
            label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("Why it differs; shown in the year.")
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A day that is open has hours."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("what") == "hours" and not given.get("intervals") and "intervals" not in self.errors:
            self.add_error("intervals", _("Say when it is open."))
        return given


class DaysForm(DayForm):
    """The same for some days in a row."""

    field_order = ("first", "last", "what", "intervals", "name")
    first = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    last = forms.DateField(
        label=pgettext_lazy("last day", "To"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Empty: that day alone."),
    )

    def clean(self) -> dict[str, Any]:
        """The days one by one."""
        given = super().clean()
        first: date | None = given.pop("first", None)
        last: date | None = given.pop("last", None) or first
        if first is None or last is None:
            return given
        count = (last - first).days + 1
        if not 1 <= count <= MOST_DAYS:
            self.add_error(
                "last", _("From one to %(most)d days at once; the last is not before the first.") % {"most": MOST_DAYS}
            )
        given["days"] = [first + timedelta(days=n) for n in range(max(0, min(count, MOST_DAYS)))]
        return given


class HolidaysForm(forms.Form):
    """Whose official days, of which year."""

    country = forms.ChoiceField(
        choices=lambda: countries(known_countries()),
        label=gettext_lazy("Country"),
        widget=forms.Select(attrs={"data-combobox": True}),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("Days you set by hand stay as they are."),
    )
