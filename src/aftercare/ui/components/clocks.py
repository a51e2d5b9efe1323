"""The promise clock: a ring of the share spent and what is left in words."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from aftercare.ui.components import states, words
from aftercare.ui.components.chips import icon
from aftercare.ui.components.markup import pick
from aftercare.ui.parts import Words

WARN_FROM = 0.75


class Clock(NamedTuple):
    """What is shown; `share` of the time spent is between 0 and 1."""

    label: str
    state: str
    due_at: datetime | None
    ended_at: datetime | None
    share: float
    reason: str


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
    """A promise clock, of anything that has kind, due_at and state; what is given by name goes first.

    Tone and icon follow how near it is; a script keeps a running one true.
    """
    kind = str(kind or pick(clock, "kind") or "")
    due_at = due_at or pick(clock, "due_at")
    state = str(state or pick(clock, "state") or pick(clock, "standing") or "running")
    ended_at = pick(clock, "ended_at") or pick(clock, "stopped_at")
    given = share if share is not None else pick(clock, "share")
    spent = _spent(pick(clock, "started_at"), due_at, state) if given is None else float(given)
    label = str(states.CLOCKS.get(kind) or kind.replace("_", " ").capitalize())
    why = str(reason or pick(clock, "reason") or "")
    shown = Clock(label, state, due_at, ended_at, min(max(spent, 0.0), 1.0), why)
    return _draw(shown, compact)


def _spent(started_at: datetime | None, due_at: datetime | None, state: str) -> float:
    """The share by the wall clock, where nobody who knows the calendar gave one."""
    if state in {"met", "missed"}:
        return 1.0
    if due_at is None or started_at is None or due_at <= started_at:
        return 1.0 if due_at and due_at <= timezone.now() else 0.0
    return (timezone.now() - started_at) / (due_at - started_at)


def _reading(clock: Clock) -> tuple[str, str, str]:
    """Tone, icon and words."""
    said = words.said()
    if clock.state == "met":
        return "good", "check", said["kept"]
    if clock.state == "cancelled":
        return "neutral", "ban", said["stopped"]
    if clock.state == "paused":
        return "neutral", "player-pause-filled", said["paused"]
    if clock.due_at is None:
        return (
            ("bad", "alert-triangle", said["missed"])
            if clock.state == "missed"
            else ("neutral", "clock", said["no_target"])
        )
    remaining = (clock.due_at - (clock.ended_at or timezone.now())).total_seconds()
    if clock.state == "missed" or remaining < 0:
        return "bad", "alert-triangle", words.left(min(remaining, -1))
    tone, mark = ("warn", "clock-exclamation") if clock.share >= WARN_FROM else ("good", "clock")
    return tone, mark, words.left(remaining)


def _draw(clock: Clock, compact: bool) -> SafeString:
    tone, mark, text = _reading(clock)
    return format_html(
        '<span class="ac-clock ac-tone-{tone}" data-clock="{state}"{due} data-share="{share}" title="{title}">'
        '{ring}<span class="ac-clock-words"><span class="{label_class}">{label}</span>'
        '<span class="ac-clock-left">{mark}<span data-left>{text}</span>{reason}</span></span></span>',
        tone=tone,
        state="ended" if clock.ended_at else clock.state,
        due=format_html(' data-due="{}"', words.machine_time(clock.due_at)) if clock.due_at else "",
        share=round(clock.share, 3),
        title=_title(clock),
        ring=_ring(round(clock.share * 100)),
        label_class="visually-hidden" if compact else "ac-clock-kind",
        label=clock.label,
        mark=icon(mark, size=14),
        text=text,
        reason=format_html('<span class="ac-clock-reason">{}</span>', clock.reason)
        if clock.reason and not compact
        else "",
    )


def _title(clock: Clock) -> str:
    due = words.said()["due"] % {"at": words.exact_time(clock.due_at)} if clock.due_at else ""
    return " · ".join(filter(None, (clock.label, due, clock.reason)))


@lru_cache(maxsize=101)
def _ring(percent: int) -> SafeString:
    """The share as a part of a ring, whose radius makes its way round 100 units long."""
    return format_html(
        '<svg class="ac-ring" width="22" height="22" viewBox="0 0 39 39" aria-hidden="true">'
        '<circle class="ac-ring-track" cx="19.5" cy="19.5" r="15.9155"/>'
        '<circle class="ac-ring-spent" cx="19.5" cy="19.5" r="15.9155" stroke-dasharray="{} 100"/></svg>',
        percent,
    )
