"""Random calendars and random histories of a clock, drawn near the hours at which zones change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from tests.domains.contracts.reference_clock import Calendar, Fact

MINUTE = timedelta(minutes=1)
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # changes by half an hour
    "Asia/Kathmandu",  # five and three quarters hours; a quarter of an hour skipped in 1986
    "America/Sao_Paulo",  # changed at midnight until 2019
    "Africa/Casablanca",  # an hour back for Ramadan
    "Asia/Tehran",
    "America/St_Johns",  # changed one minute after midnight until 2011
    "Antarctica/Troll",  # changes by two hours
    "Pacific/Apia",  # left out 30 December 2011
    "Pacific/Chatham",
    "America/Caracas",
    "Asia/Kolkata",
)
WHATS = ("pause", "pause", "resume", "resume", "stop", "stop", "void_stop", "retarget", "cancel", "start")
REASONS = ("parts", "customer", "")
CLOCK_TIMES = st.one_of(st.integers(0, 96).map(lambda quarter: quarter * 15), st.integers(0, 1440))


@dataclass
class Case:
    """One clock to compare: its calendar, what happened, and the instants to look at it."""

    calendar: Calendar
    facts: list[Fact]
    checkpoints: list[datetime]
    stages: list[int]


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """Midnights (UTC) after which the zone's offset differs from the day before, 1985 to 2037."""
    days = [datetime(1985, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(53 * 365)]
    offsets = [day.astimezone(ZoneInfo(zone)).utcoffset() for day in days]
    return tuple(day for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after)


@st.composite
def day_pairs(draw: st.DrawFn) -> list[tuple[int, int]]:
    """A day of one to three spans (a lunch break, a split shift), a whole day, or a closed one."""
    style = draw(st.sampled_from(("closed", "one", "split", "split", "three", "whole")))
    if style in ("closed", "whole"):
        return [] if style == "closed" else [(0, 1440)]
    count = {"one": 2, "split": 4, "three": 6}[style]
    edges = sorted(draw(st.lists(CLOCK_TIMES, min_size=count, max_size=count, unique=True)))
    if style == "three":
        edges[2] = edges[1]  # the second begins when the first ends
    return list(zip(edges[::2], edges[1::2], strict=True))


@st.composite
def weeks(draw: st.DrawFn) -> list[list[tuple[int, int]]]:
    """Seven days, some of whose last spans run past midnight as far as the next day leaves room."""
    week = draw(st.lists(day_pairs(), min_size=7, max_size=7))
    for index, day in enumerate(week):
        following = week[(index + 1) % 7]
        at_night: bool = draw(st.booleans())
        if day and at_night:
            room = min(following[0][0] if following else 720, day[-1][0])
            day[-1] = (day[-1][0], 1440 + draw(st.integers(0, room)) if room else 1440)
    return week


@st.composite
def starts(draw: st.DrawFn, zone: str) -> datetime:
    """An instant in the days before the zone changes, or any other; now and then not on the minute."""
    days = changes(zone)
    near_a_change: bool = draw(st.booleans())
    if days and near_a_change:
        day = draw(st.sampled_from(days)) - draw(st.integers(0, 3)) * timedelta(days=1)
    else:
        day = datetime(1985, 1, 1, tzinfo=UTC) + draw(st.integers(0, 52 * 365)) * timedelta(days=1)
    return day + draw(st.integers(0, 1439)) * MINUTE + draw(fractions())


def fractions() -> st.SearchStrategy[timedelta]:
    return st.one_of(
        st.just(timedelta(0)), st.integers(0, 59_999_999).map(lambda micros: timedelta(microseconds=micros))
    )


@st.composite
def dated(draw: st.DrawFn, around: date) -> dict[date, list[tuple[int, int]]]:
    """Up to five dates that differ: closed, open, or other hours, some into the following night."""
    dates = {}
    for _ in range(draw(st.integers(0, 5))):
        pairs = draw(day_pairs())
        at_night: bool = draw(st.booleans())
        if pairs and at_night:
            pairs[-1] = (pairs[-1][0], 1440 + draw(st.integers(0, pairs[-1][0])))
        dates[around + timedelta(days=draw(st.integers(-2, 8)))] = pairs
    return dates


def openings_and_closings(calendar: Calendar, start: datetime) -> list[datetime]:
    """The edges of the intervals of six days, where being a moment early or late matters."""
    zone = ZoneInfo(calendar.zone)
    days = [start.astimezone(zone).date() + timedelta(days=ahead) for ahead in range(6)]
    midnights = [(datetime(day.year, day.month, day.day), calendar.pairs(day)) for day in days]
    local = [midnight + minute * MINUTE for midnight, pairs in midnights for pair in pairs for minute in pair]
    return [edge.replace(tzinfo=zone).astimezone(UTC) for edge in local] or [start]


@st.composite
def histories(draw: st.DrawFn, start: datetime, calendar: Calendar) -> list[Fact]:
    """A start and up to eight more facts, some before it, many at shared instants, recorded in any order."""
    offset = st.one_of(st.integers(-180, 600), st.integers(0, 8 * 1440)).map(lambda minutes: start + minutes * MINUTE)
    anywhere = st.builds(lambda at, more: at + more, offset, fractions())
    at_an_edge = st.sampled_from(openings_and_closings(calendar, start))
    instants = [start, *draw(st.lists(st.one_of(anywhere, at_an_edge), max_size=6))]
    whats = draw(st.lists(st.sampled_from(WHATS), max_size=8))
    order, *orders = draw(st.permutations(range(len(whats) + 1)))
    target = st.one_of(st.integers(1, 6 * 3600), st.integers(1, 60 * 3600))
    facts: list[Fact] = [(start, order, "start", "", draw(target))]
    for order, what in zip(orders, whats, strict=True):
        at, reason = draw(st.sampled_from(instants)), draw(st.sampled_from(REASONS))
        facts.append((at, order, what, reason, draw(target)))
    return facts


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone = draw(st.sampled_from(ZONES))
    start = draw(starts(zone))
    calendar = Calendar(zone, draw(weeks()), draw(dated(start.astimezone(ZoneInfo(zone)).date())))
    minutes = draw(st.lists(st.integers(0, 6 * 1440), min_size=2, max_size=4))
    checkpoints = [start + each * MINUTE + draw(fractions()) for each in minutes]
    stages = sorted({100, *draw(st.lists(st.integers(1, 200), max_size=3))})
    return Case(calendar, draw(histories(start, calendar)), checkpoints, stages)
