"""Instants and days in the reader's zone."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from aftercare.ui.components import words

NOTHING = SafeString('<span class="ac-nothing">–</span>')


def when(at: datetime | None) -> SafeString:
    """How long ago or ahead, the exact time in the tooltip; a script keeps it true."""
    if at is None:
        return NOTHING
    return format_html(
        '<time datetime="{}" title="{}" data-relative>{}</time>',
        words.machine_time(at),
        words.exact_time(at),
        words.relative(at, timezone.now()),
    )


def exact(at: datetime | None) -> SafeString:
    """The instant written out in the reader's zone."""
    if at is None:
        return NOTHING
    return format_html('<time datetime="{}">{}</time>', words.machine_time(at), words.exact_time(at))


def hour(at: datetime) -> SafeString:
    """The time of day, the exact instant in the tooltip."""
    stamp, told = words.machine_time(at), words.hour(at, timezone.now())
    return format_html('<time datetime="{}" title="{}">{}</time>', stamp, words.exact_time(at), told)


def slot(start: datetime | None, end: datetime | None) -> SafeString:
    """When a visit is planned, the exact beginning in the tooltip."""
    if start is None or end is None:
        return NOTHING
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        words.machine_time(start),
        words.exact_time(start),
        words.slot(start, end, timezone.now()),
    )


def day(on: date | None) -> SafeString:
    """A calendar day, the same in every zone."""
    if on is None:
        return NOTHING
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), words.whole_day(on))
