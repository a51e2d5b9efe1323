"""What one is told: a line of two boxes for each kind, and quiet hours."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.channels.kinds import KINDS
from aftercare.domains.channels.models import QuietHours
from aftercare.domains.channels.queries import Chosen

WAYS = ("page", "mail")


class QuietForm(forms.Form):
    """From when until when no mail is to come; both empty for at any time."""

    starts = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        given = super().clean() or {}
        for name, other in (("starts", "ends"), ("ends", "starts")):
            if given.get(name) is not None and given.get(other) is None and other not in self.errors:
                self.add_error(other, _("Say from when and until when; leave both empty for mail at any time."))
        return given

    @property
    def span(self) -> tuple[time, time] | None:
        """What was chosen."""
        given = self.cleaned_data
        return (given["starts"], given["ends"]) if given["starts"] is not None else None


def quiet_form(given: Mapping[str, Any] | None, hours: QuietHours | None) -> QuietForm:
    """The form, with the hours of now."""
    initial = {"starts": hours.starts, "ends": hours.ends} if hours else {}
    return QuietForm(given, initial=initial)


def ticked(given: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Which boxes were ticked, by kind and way."""
    return {code: {way: f"{code}:{way}" in given for way in WAYS} for code in KINDS}


def changed(given: Mapping[str, Any], known: Sequence[Chosen]) -> Iterator[tuple[str, dict[str, bool]]]:
    """The kinds whose boxes differ from what counts now."""
    boxes = ticked(given)
    for one in known:
        if boxes[one.kind.code] != {"page": one.page, "mail": one.mail}:
            yield one.kind.code, boxes[one.kind.code]
