"""A second promise clock to judge the first by: it walks minute by minute and reads the wall clock at each.

Deliberately slow and simple. It shares no code with the product: no totals, no search, no spans worked out in advance.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)


@dataclass
class Calendar:
    """Pairs of minutes after local midnight for Monday to Sunday, and for dates of their own."""

    zone: str
    week: list[list[tuple[int, int]]]
    dates: dict[date, list[tuple[int, int]]]

    def open_at(self, instant: datetime) -> bool:
        local = instant.astimezone(ZoneInfo(self.zone))
        minute, today = local.hour * 60 + local.minute, local.date()
        yesterday = today - timedelta(days=1)
        return any(a <= minute < b for a, b in self.pairs(today)) or any(
            a <= minute + 1440 < b for a, b in self.pairs(yesterday)
        )

    def pairs(self, day: date) -> list[tuple[int, int]]:
        return self.dates[day] if day in self.dates else self.week[day.weekday()]


# kind, start, stop, reason
Piece = tuple[str, datetime, datetime, str]


@dataclass
class Walk:
    """What the walk saw: instants, time spent at each checkpoint, and every piece of the timeline."""

    started: datetime
    target: timedelta
    stopped: datetime | None
    cancelled: datetime | None
    reached: dict[int, datetime] = field(default_factory=dict)
    spent: dict[datetime, timedelta] = field(default_factory=dict)
    timeline: list[Piece] = field(default_factory=list)
    open_spans: list[Piece] = field(default_factory=list)
    paused_for_ever: bool = False
    walked_to: datetime = datetime.min

    @property
    def due(self) -> datetime | None:
        return self.reached.get(100)

    @property
    def ended(self) -> datetime | None:
        return self.stopped or self.cancelled

    def state(self, at: datetime) -> str:
        end = self.ended
        judged = end if end and end <= at else at
        lifted = self.cancelled is not None and self.cancelled <= at
        if self.due and (self.due < judged or (lifted and self.due == judged)):
            return "missed"
        if end and end <= at:
            return "met" if self.stopped else "cancelled"
        resting = [kind for kind, start, stop, _ in self.timeline if start <= at < stop and kind == "paused"]
        return "paused" if resting else "running"

    def pauses(self) -> list[tuple[datetime, datetime | None, str]]:
        rests: list[tuple[datetime, datetime | None, str]] = [
            (start, stop, why) for kind, start, stop, why in self.timeline if kind == "paused"
        ]
        if rests and self.paused_for_ever:
            rests[-1] = (rests[-1][0], None, rests[-1][2])
        return rests

    def timeline_until(self, end: datetime) -> list[Piece]:
        return [(kind, start, min(stop, end), why) for kind, start, stop, why in self.timeline if start < end]


# at, recorded order, what, reason, target in seconds
Fact = tuple[datetime, int, str, str, int]


def walk(calendar: Calendar, facts: list[Fact], checkpoints: list[datetime], stages: list[int], cap: timedelta) -> Walk:
    """Walk from the start until every stage is reached and every checkpoint passed, `cap` after the last at most."""
    facts = sorted(facts, key=lambda fact: fact[:2])
    started = min(at for at, _, what, _, _ in facts if what == "start")
    stopped, cancelled, target = _verdict(facts, started)
    ended = stopped or cancelled
    seen = Walk(started, target, stopped, cancelled)
    edges = sorted({started, *(at for at, *_ in facts if at > started), *(at for at in checkpoints if at > started)})
    last, now, spent, spent_at_end, reason = edges[-1], started, NOTHING, None, None
    wanted = {stage: target * stage // 100 for stage in stages}
    while edges or (wanted and reason is None and now < last + cap):
        if edges and now == edges[0]:
            edges.pop(0)
            reason = _paused(facts, now, ended)
            spent_at_end = spent if now == ended else spent_at_end
            seen.spent[now] = spent if spent_at_end is None else spent_at_end
        following = min([_next_minute(now), *edges[:1]])
        is_open = calendar.open_at(now)
        if is_open:
            _extend(seen.open_spans, "open", now, following, "")
        if is_open and reason is None:
            for stage, needed in list(wanted.items()):
                if spent + (following - now) >= needed:
                    seen.reached[stage] = now + (needed - spent)
                    del wanted[stage]
            spent += following - now
        kind = "paused" if reason is not None else "working" if is_open else "closed"
        _extend(seen.timeline, kind, now, following, reason or "")
        now = following
    seen.walked_to, seen.paused_for_ever = now, reason is not None
    return seen


def _verdict(facts: list[Fact], started: datetime) -> tuple[datetime | None, datetime | None, timedelta]:
    """Which stop or cancellation holds, and the target in force when it came."""
    voided_up_to = max([place for place, fact in enumerate(facts) if fact[2] == "void_stop"], default=-1)
    stops = [place for place, fact in enumerate(facts) if fact[2] == "stop" and place > voided_up_to]
    cancels = [place for place, fact in enumerate(facts) if fact[2] == "cancel"]
    end = min(stops[:1] + cancels[:1], default=len(facts))
    first = next(fact for fact in facts if fact[2] == "start")
    targets = [first[4]] + [fact[4] for fact in facts[:end] if fact[2] == "retarget"]
    ended = max(facts[end][0], started) if end < len(facts) else None
    return (ended if end in stops else None), (ended if end in cancels else None), timedelta(seconds=targets[-1])


def _paused(facts: list[Fact], now: datetime, ended: datetime | None) -> str | None:
    """The reason of the pause in force, by the last word on it so far; after the end nothing pauses."""
    if ended and now >= ended:
        return None
    words = [fact for fact in facts if fact[2] in ("pause", "resume") and fact[0] <= now]
    return words[-1][3] if words and words[-1][2] == "pause" else None


def _next_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0) + MINUTE


def _extend(timeline: list[Piece], kind: str, start: datetime, stop: datetime, why: str) -> None:
    if timeline and timeline[-1][0] == kind and (timeline[-1][2], timeline[-1][3]) == (start, why):
        kind, begun, _, why = timeline.pop()
        timeline.append((kind, begun, stop, why))
    else:
        timeline.append((kind, start, stop, why))
