"""Notifications in words, grouped by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.domains.channels.kinds import KINDS
from aftercare.domains.channels.models import Notification
from aftercare.ui.components.states import CLOCKS, STATES
from aftercare.ui.parts import Words

# kind → icon and tone
LOOKS: Mapping[str, tuple[str, str]] = {
    "request.assigned": ("user-check", "info"),
    "team.assigned": ("users", "info"),
    "team.customer_wrote": ("message", "accent"),
    "team.promise": ("alarm", "warn"),
    "team.came_back": ("rotate", "warn"),
    "request.withdrawn": ("arrow-back-up", "neutral"),
    "customer.wrote": ("message", "accent"),
    "desk.customer_wrote": ("message", "accent"),
    "request.rejected": ("circle-x", "bad"),
    "request.reopened": ("rotate", "warn"),
    "record.sent_back": ("arrow-back-up", "warn"),
    "promise.alert": ("clock", "warn"),
    "promise.breach": ("alarm", "bad"),
    "promise.escalated": ("alarm", "bad"),
    "request.locked": ("lock", "bad"),
    "call_back.escalated": ("phone-call", "warn"),
    "task.opened": ("checklist", "info"),
    "request.mentioned": ("message", "accent"),
    "quotation.decided": ("receipt", "info"),
    "rights.asked": ("key", "info"),
    "rights.answered": ("key", "info"),
    "rights.ending": ("key", "warn"),
    "watched.moved": ("eye", "info"),
    "watched.wrote": ("message", "accent"),
    "watched.noted": ("note", "neutral"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A notification as a line shows it."""

    row: Notification
    words: str
    title: str
    icon: str
    tone: str


def line_of(row: Notification) -> Line:
    """What a notification says; of a kind that is no more, what it was about."""
    kind = KINDS.get(row.kind)
    words = kind.words(row.about_label, row.facts) if kind else row.about_label
    if row.facts > 1:
        return Line(row, words, "", *LOOKS[row.kind])
    clock = CLOCKS.get(row.params.get("clock", ""))
    look = STATES.get(row.params.get("state", ""))
    state = look.label if look else ""
    title = " · ".join(str(part) for part in (getattr(row, "about_title", None), clock, state) if part)
    return Line(row, words, title, *LOOKS.get(row.kind, ("bell", "neutral")))


def by_day(rows: Iterable[Notification], at: datetime, before: str = "") -> list[tuple[Words | date, str, list[Line]]]:
    """The lines under the reader's days; `before` is the day under which a page before ended, not said again."""
    found = groupby(rows, key=lambda row: timezone.localdate(row.at))
    today = timezone.localdate(at)
    return [
        ("" if str(day) == before else _day(day, today), str(day), [line_of(row) for row in of_day])
        for day, of_day in found
    ]


def _day(day: date, today: date) -> Words | date:
    near = {0: _("Today"), 1: _("Yesterday")}
    return near.get((today - day).days, day)
