"""Instants, days and promise clocks in the reader's zone."""

from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from aftercare.ui.components import states, words
from aftercare.ui.components.chips import icon
from aftercare.ui.components.markup import pick
from aftercare.ui.parts import Words

NOTHING = SafeString('<span class="ac-nothing">–</span>')
WARN_FROM = 0.75


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


def day(on: date | None) -> SafeString:
    """A calendar day, the same in every zone."""
    if on is None:
        return NOTHING
    return format_html(
        '<time datetime="{}">{}</time>', on.isoformat(), formats.date_format(on, pgettext("date format", "j M Y"))
    )


def countdown(
    clock: Any = None,
    *,
    kind: str | None = None,
    due_at: datetime | None = None,
    share: float | None = None,
    state: str | None = None,
    reason: Words = "",
    compact: bool = False,
) -> SafeString:
    """A promise clock: ring of the share spent, what is left in words, tone and icon by how near it is."""
    kind = str(kind or pick(clock, "kind") or "")
    due_at = due_at or pick(clock, "due_at")
    state = str(state or pick(clock, "state") or "running")
    spent = _spent(share if share is not None else pick(clock, "share"), due_at, state)
    ended_at = pick(clock, "ended_at")
    tone, mark, text = _reading(state, due_at, spent, ended_at or timezone.now())
    label = states.CLOCKS.get(kind, kind.replace("_", " ").capitalize())
    return format_html(
        '<span class="ac-clock ac-tone-{tone}" data-clock="{state}"{due} data-share="{spent}"{title}>'
        '{ring}<span class="ac-clock-words"><span class="{label_class}">{label}</span>'
        '<span class="ac-clock-left">{mark}<span data-left>{text}</span>{reason}</span></span></span>',
        tone=tone,
        state="ended" if ended_at else state,
        due=format_html(' data-due="{}"', words.machine_time(due_at)) if due_at else "",
        spent=round(spent, 3),
        title=format_html(' title="{}"', _title(label, due_at)),
        ring=_ring(spent),
        label_class="visually-hidden" if compact else "ac-clock-kind",
        label=label,
        mark=icon(mark, size=14),
        text=text,
        reason=_why(reason or pick(clock, "reason") or ""),
    )


def _spent(share: float | None, due_at: datetime | None, state: str) -> float:
    if share is not None:
        return max(0.0, min(float(share), 1.0))
    overdue = state == "missed" or (due_at is not None and due_at <= timezone.now())
    return 1.0 if overdue or state == "met" else 0.0


def _reading(state: str, due_at: datetime | None, spent: float, now: datetime) -> tuple[str, str, str]:
    if state == "met":
        return "good", "check", _("kept")
    if state == "paused":
        return "neutral", "player-pause", _("paused")
    if due_at is None:
        return ("bad", "alert-triangle", _("missed")) if state == "missed" else ("neutral", "clock", _("no target"))
    remaining = (due_at - now).total_seconds()
    if state == "missed" or remaining < 0:
        return "bad", "alert-triangle", words.left(min(remaining, -1))
    tone, mark = ("warn", "hourglass") if spent >= WARN_FROM else ("good", "clock")
    return tone, mark, words.left(remaining)


def _title(label: Words, due_at: datetime | None) -> str:
    return f"{label}: {_('due %(at)s') % {'at': words.exact_time(due_at)}}" if due_at else str(label)


def _why(reason: Words) -> SafeString | str:
    return format_html('<span class="ac-clock-reason">{}</span>', reason) if reason else ""


def _ring(spent: float) -> SafeString:
    return format_html(
        '<svg class="ac-ring" width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">'
        '<circle class="ac-ring-track" cx="11" cy="11" r="9"/>'
        '<circle class="ac-ring-spent" cx="11" cy="11" r="9" pathLength="100" stroke-dasharray="{} 100"/></svg>',
        round(spent * 100),
    )
