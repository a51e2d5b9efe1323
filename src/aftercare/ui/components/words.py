"""Spans of time and instants in words, the same on the server and in the scripts that keep them true."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy

MINUTE, HOUR, DAY = 60, 3600, 86400
RELATIVE_UNTIL = timedelta(days=7)
# The letters of Django's date formats that ours may use; a translator orders them.
LETTERS = {
    "j": "{at.day}",
    "n": "{at.month}",
    "M": "{month}",
    "Y": "{at.year}",
    "H": "{at.hour:02}",
    "i": "{at.minute:02}",
}


def span(seconds: float) -> str:
    """A length of time, with a second unit where it still matters: '23 min', '2 h 15 min', '3 d'."""
    whole = int(abs(seconds))
    hours, minutes = whole // HOUR, whole % HOUR // MINUTE
    if minutes and 1 <= hours < 10:
        return said()["hours_minutes"] % {"h": hours, "m": minutes}
    return rough_span(seconds)


def rough_span(seconds: float) -> str:
    """A length of time in one unit: '23 min', '2 h', '3 d'."""
    whole = int(abs(seconds))
    if whole < MINUTE:
        return said()["under"]
    if whole < HOUR:
        return said()["minutes"] % {"n": whole // MINUTE}
    if whole < 2 * DAY:
        return said()["hours"] % {"n": whole // HOUR}
    return said()["days"] % {"n": whole // DAY}


def in_minutes(seconds: int) -> str:
    """A length of working time to the minute, never rounded to days: how long a day is, its calendar says."""
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if not hours:
        return said()["minutes"] % {"n": minutes}
    return said()["hours_minutes"] % {"h": hours, "m": minutes} if minutes else said()["hours"] % {"n": hours}


def relative(at: datetime, now: datetime) -> str:
    """How long ago or ahead within a week, the date beyond it."""
    distance = at - now
    if abs(distance) >= RELATIVE_UNTIL:
        return short_date(at, now)
    if abs(distance) < timedelta(minutes=1):
        return said()["now"]
    shape = said()["ago" if distance < timedelta(0) else "ahead"]
    return shape % {"span": rough_span(distance.total_seconds())}


def left(seconds: float) -> str:
    """What is left of a promise, or by how much it is missed."""
    return said()["overdue" if seconds < 0 else "left"] % {"span": span(seconds)}


def short_date(at: datetime, now: datetime) -> str:
    """Day and month in the reader's zone, with the year when it is another one."""
    local = timezone.localtime(at)
    same_year = local.year == timezone.localtime(now).year
    return _write(local, "day_month" if same_year else "whole_day")


def hour(at: datetime, now: datetime) -> str:
    """The time of day, with its day where that is not today."""
    local = timezone.localtime(at)
    today = local.date() == timezone.localtime(now).date()
    return f"{local:%H:%M}" if today else f"{short_date(at, now)} {local:%H:%M}"


def slot(start: datetime, end: datetime, now: datetime) -> str:
    """A span of a day: today and tomorrow by name, other days by date."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    ahead = (first.date() - timezone.localtime(now).date()).days
    day = {0: said()["today"], 1: said()["tomorrow"]}.get(ahead) or short_date(start, now)
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{short_date(end, now)} {last:%H:%M}"
    return f"{day} {first:%H:%M}–{until}"


def whole_day(on: date) -> str:
    """Day, month and year."""
    return _write(on, "whole_day")


def exact_time(at: datetime) -> str:
    """The instant in the reader's zone, with the zone's name."""
    local = timezone.localtime(at)
    return f"{_write(local, 'moment')} {local.tzname()}"


def machine_time(at: datetime) -> str:
    """The instant in UTC as the `datetime` attribute wants it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _write(at: date, shape: str) -> str:
    return _pattern(said()[shape]).format(at=at, month=said()[f"month_{at.month}"])


# Django's own date formatting and its gettext take most of the time of a long list; both are asked once a language.
@lru_cache(maxsize=64)
def _pattern(shape: str) -> str:
    return "".join(LETTERS.get(letter, letter) for letter in shape)


def said() -> Mapping[str, str]:
    """The words below in the reader's language."""
    return _said(get_language() or "")


@lru_cache(maxsize=32)
def _said(language: str) -> Mapping[str, str]:
    months = {f"month_{number}": str(name).title() for number, name in MONTHS_3.items()}
    return months | {name: str(words) for name, words in {**SCRIPT_WORDS, **SERVER_WORDS}.items()}


SERVER_WORDS: dict[str, str | Promise] = {
    "day_month": pgettext_lazy("date format", "j M"),
    "whole_day": pgettext_lazy("date format", "j M Y"),
    "moment": pgettext_lazy("date format", "j M Y, H:i"),
    "today": gettext_lazy("today"),
    "tomorrow": gettext_lazy("tomorrow"),
    "due": gettext_lazy("due %(at)s"),
    "kept": gettext_lazy("kept"),
    "stopped": gettext_lazy("stopped"),
    "paused": gettext_lazy("paused"),
    "missed": gettext_lazy("missed"),
    "no_target": gettext_lazy("no target"),
}
SCRIPT_WORDS: dict[str, str | Promise] = {
    "under": gettext_lazy("under 1 min"),
    "minutes": gettext_lazy("%(n)s min"),
    "hours_minutes": gettext_lazy("%(h)s h %(m)s min"),
    "hours": gettext_lazy("%(n)s h"),
    "days": gettext_lazy("%(n)s d"),
    "now": gettext_lazy("just now"),
    "ago": gettext_lazy("%(span)s ago"),
    "ahead": pgettext_lazy("relative time", "in %(span)s"),
    "left": pgettext_lazy("promise", "in %(span)s"),
    "overdue": gettext_lazy("overdue %(span)s"),
    "offline": gettext_lazy("No connection to the server. What you typed is kept; try again in a moment."),
    "failed": gettext_lazy("That did not work and was not saved. Try again; if it stays, tell your administrator."),
    "signed_out": gettext_lazy("You have been signed out. Sign in again in another tab, then repeat this."),
    "session_over": gettext_lazy("You are signed out here. What you typed is kept for you."),
    "session_sign_in": gettext_lazy("Sign in again"),
    "session_other": gettext_lazy("Somebody else is signed in with this browser now."),
    "session_open": gettext_lazy("Open this page as that person"),
    "draft_restored": gettext_lazy("Your draft from %(when)s is back."),
    "files_again": gettext_lazy("Files are not kept; choose again: %(names)s."),
    "discard": gettext_lazy("Discard"),
    "dismiss": gettext_lazy("Dismiss"),
    "updated": gettext_lazy("Updated"),
    "copied": gettext_lazy("Copied."),
    "shortcuts": gettext_lazy("Keyboard shortcuts"),
    "shortcuts_on": gettext_lazy("Single-key shortcuts are on"),
    "go_search": gettext_lazy("Search"),
    "palette": gettext_lazy("Go to, find, create"),
    "list_move": gettext_lazy("Next and previous in the list"),
    "list_open": gettext_lazy("Open the marked one"),
    "show_keys": gettext_lazy("Show this list"),
    "close": gettext_lazy("Close"),
    "sign_here": gettext_lazy("Please sign before you go on."),
    "photo_smaller": gettext_lazy("Photos: %(n)s, %(size)s to send"),
    "nothing_found": gettext_lazy("Nothing found for “%(query)s”."),
    "as_typed": gettext_lazy("Take “%(query)s” as typed"),
    "remove": gettext_lazy("Remove"),
    "passkey_refused": gettext_lazy("The device gave no passkey. Try again, or use another way."),
}


def names_in_a_row(names: Iterable[str]) -> str:
    """Names with the comma of the reader's language between them."""
    return pgettext("between names", ", ").join(names)
