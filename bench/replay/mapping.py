"""From rows of the log to commands of Aftercare, without a database: the table is in docs/replay.md.

A row says how the incident stood after a change. `beginning` and `said` give the commands of what it tells; `next_step`
gives, one at a time, the moves that bring a request from where it stands to where the row says it stood. Moves that
are needed only because a rule of the house had moved the request meanwhile carry the reason of their insertion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aftercare.domains.requests.rules import LONGEST_WAIT
from bench.replay.log import Row

WAITING = {  # state of the log → reason of suspension
    "Awaiting User Info": "customer",
    "Awaiting Evidence": "customer",
    "Awaiting Vendor": "vendor",
    "Awaiting Problem": "other",
}
KNOWN = frozenset({"New", "Active", "Resolved", "Closed", *WAITING})
CHANNELS = {"Phone": "phone", "IVR": "phone", "Email": "mail", "Self service": "portal", "Direct opening": "api"}
SPOKEN = "Phone"  # the one who opened the incident was speaking with the customer
SATISFACTION = 3  # unknown in the log: the lowest mark that closes
MINUTE = timedelta(minutes=1)

AGAIN = "the house had moved it meanwhile; the log goes on as before"
UNLOCKED = "locked by the house; the log goes on"
MOVED_DATE = "waits beyond the required date for a reason that takes the manager"
UNSEEN_RESULT = "the log closes it without a row that resolves it"
OTHER_CALLER = "closed by the solver, so somebody else calls back"


class NotMapped(Exception):
    """A row says something that no command expresses."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person of the log; each column numbers people anew, so a person is a column and a number."""

    column: str  # opened_by | updated_by | assigned_to | resolved_by | house
    number: str

    def __str__(self) -> str:
        return f"{self.column} {self.number or 'unknown'}"


MANAGER = Who("house", "manager")
CALLER = Who("house", "callback")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the request stands in Aftercare."""

    state: str
    person: Who | None = None
    team: str = ""
    waits_for: str = ""
    required_at: datetime | None = None
    solver: Who | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One command: its verb, who gives it, with what; `inserted` says why where the row itself does not ask for it."""

    verb: str
    by: Who
    given: Mapping[str, Any] = field(default_factory=dict)
    inserted: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A row at its turn: the row before it, when the log leaves the waiting it enters, and whether the house moved."""

    row: Row
    before: Row | None
    until: datetime | None = None
    house_moved: bool = False

    @property
    def updated_by(self) -> Who:
        """Who wrote the row."""
        return Who("updated_by", self.row.updated_by)


def turns(rows: Sequence[Row]) -> list[Turn]:
    """Every row with what its mapping needs to know of its neighbours."""
    return [
        Turn(row, rows[place - 1] if place else None, _left_at(rows[place:]) if row.state in WAITING else None)
        for place, row in enumerate(rows)
    ]


def _left_at(rows: Sequence[Row]) -> datetime | None:
    return next((row.at for row in rows if row.state != rows[0].state), None)


def beginning(row: Row) -> list[Step]:
    """The request is entered when the log says the incident was opened; on the phone somebody answered the customer."""
    by = Who("opened_by", row.opened_by)
    given = {
        "number": row.number,
        "caller": row.caller,
        "priority": row.priority,
        "channel": CHANNELS.get(row.channel, "phone"),
        "problem": row.problem,
    }
    submit = Step("submit", by, given)
    answered = Step("contact", by, {"channel": "phone", "text": "answered the call"})
    return [submit, answered] if row.channel == SPOKEN else [submit]


def said(turn: Turn) -> list[Step]:
    """What the row tells beside its state: another priority or type of problem, a question to the customer."""
    row, before = turn.row, turn.before
    if row.state not in KNOWN:
        raise NotMapped(f"the state “{row.state}” is unknown")
    steps = []
    changed: dict[str, Any] = {}
    if before and row.priority != before.priority:
        changed["priority"] = row.priority
    if before and row.problem != before.problem:
        changed["problem"] = row.problem
    if changed:
        steps.append(Step("change", turn.updated_by, changed))
    if row.state == "Awaiting User Info" and (before is None or before.state != row.state):
        steps.append(Step("contact", turn.updated_by, {"channel": "mail", "text": "asked for information"}))
    return steps


def note_of(turn: Turn) -> Step:
    """A row that asks for no command is an update by a person: a note that names what else differs."""
    before = turn.before.others if turn.before else {}
    differs = [f"{name}: {value or 'unknown'}" for name, value in turn.row.others.items() if before.get(name) != value]
    words = "; ".join(differs) if turn.before and differs else "nothing that the log shows"
    return Step("note", turn.updated_by, {"text": f"Updated ({words})"})


def next_step(turn: Turn, now: Standing, at: datetime) -> Step | None:
    """The next move towards what the row says; None once the request stands there."""
    if now.state == "locked":
        return _unlock(turn)
    match turn.row.state:
        case "Closed":
            return _towards_closed(turn, now)
        case "Resolved":
            return _towards_handled(turn, now)
        case "New" | "Active":
            return _towards_holder(turn, now) or _towards_work(turn, now)
    return _towards_waiting(turn, now, at)


def _towards_closed(turn: Turn, now: Standing) -> Step | None:
    if now.state == "closed":
        return None
    if now.state == "handled":
        return _called_back(turn, now, "confirm", {"satisfaction": SATISFACTION})
    step = _towards_handled(turn, now)
    return Step(step.verb, step.by, step.given, UNSEEN_RESULT) if step else None


def _towards_handled(turn: Turn, now: Standing) -> Step | None:
    if now.state == "handled":
        return None
    wanted = _solver(turn.row, now)
    step = _out_of_the_way(turn, now) or _give_to(turn, now, wanted, turn.row.group or now.team)
    if step:
        return step
    if now.state == "assigned":
        return Step("start", wanted, {}, _again(turn, "Active"))
    words = f"closed code {turn.row.closed_code}" if turn.row.closed_code else "no closed code"
    return Step("handle", wanted, {"work_done": f"Resolved, {words}"})


def _towards_holder(turn: Turn, now: Standing) -> Step | None:
    step = _out_of_the_way(turn, now)
    if step:
        return step
    person, team = _holder(turn.row)
    if person is None and not team:
        if turn.row.state != "Active" or now.state != "pending":
            return None  # nobody is named: whoever has it keeps it
        person = turn.updated_by  # active, with nobody named: whoever updated it is at work
    return _give_to(turn, now, person, team)


def _towards_work(turn: Turn, now: Standing) -> Step | None:
    if turn.row.state == "Active" and now.state == "assigned" and now.person is not None:
        return Step("start", now.person, {}, _again(turn, "Active"))
    return None


def _towards_waiting(turn: Turn, now: Standing, at: datetime) -> Step | None:
    reason = WAITING[turn.row.state]
    person, team = _holder(turn.row)
    held_otherwise = bool(person or team) and (now.person, now.team) != (person, team)
    if now.state == "suspended":
        return Step("resume", turn.updated_by, {}) if held_otherwise or now.waits_for != reason else None
    step = _out_of_the_way(turn, now) or (_give_to(turn, now, person, team) if person or team else None)
    if step:
        return step
    until = max(turn.until or at, at + MINUTE)
    behind = now.required_at is not None and until > now.required_at
    decides = behind and (reason != "customer" or until - at > LONGEST_WAIT)
    return Step(
        "suspend",
        MANAGER if decides else turn.updated_by,
        {"reason": reason, "until": until},
        MOVED_DATE if decides else _again(turn, turn.row.state),
    )


def _out_of_the_way(turn: Turn, now: Standing) -> Step | None:
    """Leave a state in which nobody is at work."""
    match now.state:
        case "suspended":
            return Step("resume", turn.updated_by, {})
        case "handled":
            return _called_back(turn, now, "reject", {"reason": f"The log goes back to {turn.row.state}."})
        case "closed":
            return Step("reopen", turn.updated_by, {"reason": f"The log goes back to {turn.row.state}."})
    return None


def _called_back(turn: Turn, now: Standing, verb: str, given: Mapping[str, Any]) -> Step:
    """The customer's answer, told by whoever wrote the row, unless that is who solved it."""
    if now.solver == turn.updated_by:
        return Step(verb, CALLER, given, OTHER_CALLER)
    return Step(verb, turn.updated_by, given)


def _give_to(turn: Turn, now: Standing, person: Who | None, team: str) -> Step | None:
    if (now.person, now.team) == (person, team) and now.state != "pending":
        return None
    if now.state == "in_progress":
        return Step("withdraw", turn.updated_by, {"reason": "The log gives it to somebody else."})
    again = _again(turn) if turn.before and _holder(turn.before) == (person, team) else ""
    return Step("assign", turn.updated_by, {"person": person, "team": team}, again)


def _unlock(turn: Turn) -> Step:
    person, team = _holder(turn.row)
    return Step("unlock", MANAGER, {"person": person, "team": team}, UNLOCKED)


def _again(turn: Turn, *states: str) -> str:
    """Why a move is inserted that the log had made before: a rule of the house took it back meanwhile."""
    before = turn.before
    return AGAIN if turn.house_moved and before and (not states or before.state in states) else ""


def _holder(row: Row) -> tuple[Who | None, str]:
    return (Who("assigned_to", row.assigned_to) if row.assigned_to else None), row.group


def _solver(row: Row, now: Standing) -> Who:
    """Whoever it is assigned to; else whoever is at work; else who the log says resolved it."""
    if row.assigned_to:
        return Who("assigned_to", row.assigned_to)
    if now.person is not None and now.state in ("assigned", "in_progress"):
        return now.person
    return Who("resolved_by", row.resolved_by) if row.resolved_by else Who("updated_by", row.updated_by)
