"""Spans of time in words, the same on the server and in the scripts that keep them true."""

from datetime import UTC, datetime, timedelta

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

MINUTE, HOUR, DAY = 60, 3600, 86400
RELATIVE_UNTIL = timedelta(days=7)


def span(seconds: float) -> str:
    """A length of time, with a second unit where it still matters: '23 min', '2 h 15 min', '3 d'."""
    whole = int(abs(seconds))
    hours, minutes = whole // HOUR, whole % HOUR // MINUTE
    if minutes and 1 <= hours < 10:
        return _("%(h)s h %(m)s min") % {"h": hours, "m": minutes}
    return rough_span(seconds)


def rough_span(seconds: float) -> str:
    """A length of time in one unit: '23 min', '2 h', '3 d'."""
    whole = int(abs(seconds))
    if whole < MINUTE:
        return _("under 1 min")
    if whole < HOUR:
        return _("%(n)s min") % {"n": whole // MINUTE}
    if whole < 2 * DAY:
        return _("%(n)s h") % {"n": whole // HOUR}
    return _("%(n)s d") % {"n": whole // DAY}


def relative(at: datetime, now: datetime) -> str:
    """How long ago or ahead within a week, the date beyond it."""
    distance = at - now
    if abs(distance) >= RELATIVE_UNTIL:
        return short_date(at, now)
    if abs(distance) < timedelta(minutes=1):
        return _("just now")
    words = {"span": rough_span(distance.total_seconds())}
    if distance < timedelta(0):
        return _("%(span)s ago") % words
    return pgettext("relative time", "in %(span)s") % words


def left(seconds: float) -> str:
    """What is left of a promise, or by how much it is missed."""
    words = {"span": span(seconds)}
    return _("overdue %(span)s") % words if seconds < 0 else pgettext("promise", "in %(span)s") % words


def short_date(at: datetime, now: datetime) -> str:
    """Day and month in the reader's zone, with the year when it is another one."""
    local = timezone.localtime(at)
    same_year = local.year == timezone.localtime(now).year
    return formats.date_format(local, pgettext("date format", "j M") if same_year else pgettext("date format", "j M Y"))


def exact_time(at: datetime) -> str:
    """The instant in the reader's zone, with the zone's name."""
    local = timezone.localtime(at)
    shape = pgettext("date format", "j M Y, H:i")
    return f"{formats.date_format(local, shape)} {local.tzname()}"


def machine_time(at: datetime) -> str:
    """The instant in UTC as the `datetime` attribute wants it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


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
    "draft_restored": gettext_lazy("Your draft from %(when)s is back."),
    "discard": gettext_lazy("Discard"),
    "dismiss": gettext_lazy("Dismiss"),
    "updated": gettext_lazy("Updated"),
    "shortcuts": gettext_lazy("Keyboard shortcuts"),
    "shortcuts_on": gettext_lazy("Single-key shortcuts are on"),
    "go_search": gettext_lazy("Search"),
    "list_move": gettext_lazy("Next and previous in the list"),
    "list_open": gettext_lazy("Open the marked one"),
    "show_keys": gettext_lazy("Show this list"),
    "close": gettext_lazy("Close"),
    "sign_here": gettext_lazy("Please sign before you go on."),
    "photo_smaller": gettext_lazy("Photos: %(n)s, %(size)s to send"),
    "nothing_found": gettext_lazy("Nothing found for “%(query)s”."),
    "remove": gettext_lazy("Remove"),
}
