"""From a request's ledger to the facts of its clocks: which move starts, stops, rests or revives which promise."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from aftercare.domains.contracts.actions import Timeline
from aftercare.domains.contracts.clock import ClockFact, What
from aftercare.kit.actor import ActorKind
from aftercare.kit.models import LedgerEntry

# The facts beside the moves that start, stop, rest or change a promise.
CLOCK_FACTS = ("request.changed", "request.responded", "request.progressed", "request.noted")
BEGINNINGS = ("request.submitted", "request.reopened")
PROMISED = ("first_response", "assignment", "arrival", "resolution")
BACK = frozenset({"withdraw", "decline", "fail", "lapse", "reject"})
ENDS = frozenset({"confirm", "conclude", "cancel", "merge"})
ENDED = frozenset({"closed", "cancelled"})


class _Lines:
    """Clock facts gathered by kind and round, in recorded order."""

    def __init__(self) -> None:
        self.rounds: dict[str, list[list[ClockFact]]] = defaultdict(list)
        self.targets: dict[str, int] = {}

    def begin(self, entry: LedgerEntry, targets: Mapping[str, int]) -> None:
        """Begin every promise that a request or a new series of attempts comes with."""
        self.targets = dict(targets)
        for kind in PROMISED:
            self.start(kind, entry)

    def start(self, kind: str, entry: LedgerEntry) -> None:
        """Begin another round; the one before ends there, kept or missed as it stands."""
        self.add(kind, entry, What.CANCEL)
        if seconds := self.targets.get(kind):
            self.rounds[kind].append([ClockFact(entry.at, entry.seq, What.START, target_seconds=seconds)])

    def add(self, kind: str, entry: LedgerEntry, what: What, reason: str = "") -> None:
        if self.rounds[kind]:
            self.rounds[kind][-1].append(ClockFact(entry.at, entry.seq, what, reason))

    def stopped(self, kind: str) -> bool:
        """Whether the round that counts was stopped by what it waited for."""
        rounds = self.rounds[kind]
        return bool(rounds) and any(fact.what is What.STOP for fact in rounds[-1])

    def retarget(self, entry: LedgerEntry, targets: Mapping[str, int]) -> None:
        self.targets = dict(targets)
        for kind, rounds in self.rounds.items():
            if rounds and kind in targets:
                rounds[-1].append(ClockFact(entry.at, entry.seq, What.RETARGET, target_seconds=targets[kind]))


def timelines(entries: Sequence[LedgerEntry], dwell_minutes: Mapping[str, int]) -> list[Timeline]:
    """The clocks of a request by its ledger; facts of a move that was taken back count as never made."""
    undone = {seq for entry in entries if entry.verb == "retract" for seq in entry.data.get("undone", ())}
    promised, lines = _promised_from(entries), _Lines()
    for entry in entries:
        if entry.seq in promised:
            lines.begin(entry, promised[entry.seq])
        if entry.seq not in undone:
            _tell(lines, entry)
    told = [Timeline(kind, n, facts) for kind, all in lines.rounds.items() for n, facts in enumerate(all, 1)]
    return [*told, *_dwell(entries, dwell_minutes)]


def _promised_from(entries: Sequence[LedgerEntry]) -> dict[int, dict[str, int]]:
    """The targets of each beginning; what only a later priority promises counts from the beginning too."""
    begun: dict[int, dict[str, int]] = {}
    targets: dict[str, int] = {}
    for entry in entries:
        if entry.kind in BEGINNINGS:
            targets = begun[entry.seq] = dict(entry.data.get("targets", ()))
        elif entry.kind == "request.changed":
            targets |= {kind: seconds for kind, seconds in entry.data.get("targets", ()) if kind not in targets}
    return begun


def answers(entry: LedgerEntry) -> bool:
    """Whether a person spoke to the customer: by message or a call that reached them, or by standing there."""
    if entry.kind == "request.responded":
        return bool(entry.data.get("reached", True))
    if entry.actor_kind != ActorKind.PERSON:
        return False
    if entry.kind == "request.noted":
        return not entry.data["internal"]
    arrived = entry.kind == "request.progressed" and entry.data["step"] == "arrived"
    return arrived or (entry.verb == "start" and "engineer_id" in entry.data)


def _tell(lines: _Lines, entry: LedgerEntry) -> None:
    if entry.kind == "request.changed" and entry.data.get("targets"):
        lines.retarget(entry, dict(entry.data["targets"]))
    elif entry.kind == "request.progressed" and entry.data["step"] == "arrived":
        lines.add("arrival", entry, What.STOP)
    if answers(entry):
        lines.add("first_response", entry, What.STOP)
    _pauses(lines, entry)
    _moves(lines, entry)


def _pauses(lines: _Lines, entry: LedgerEntry) -> None:
    if entry.state_entered == "suspended":
        for kind in entry.data.get("pauses", ()):
            lines.add(kind, entry, What.PAUSE, entry.data["reason"])
    elif entry.verb == "resume":
        for kind in PROMISED:
            lines.add(kind, entry, What.RESUME)


def _moves(lines: _Lines, entry: LedgerEntry) -> None:
    verb, entered = entry.verb, entry.state_entered
    if entered == "assigned" and verb in ("assign", "unlock"):
        lines.add("assignment", entry, What.STOP)
    elif verb == "start":
        lines.add("arrival", entry, What.STOP)
    elif verb == "handle":
        lines.add("resolution", entry, What.STOP)
    elif verb in ENDS or entered in ENDED:
        for kind in PROMISED:
            lines.add(kind, entry, What.CANCEL)
    if verb == "reject":
        lines.add("resolution", entry, What.VOID_STOP)
    if entered == "pending" and (verb in BACK | {"unlock"} or (verb == "resume" and lines.stopped("assignment"))):
        lines.start("assignment", entry)
    if verb in BACK | {"unlock"} and entered != "cancelled" and entry.data.get("required_at"):
        lines.start("resolution", entry)  # the date was renewed: another promise runs, the old one stays missed


def _dwell(entries: Sequence[LedgerEntry], dwell_minutes: Mapping[str, int]) -> list[Timeline]:
    last = next((entry for entry in reversed(entries) if entry.verb and entry.state_left != entry.state_entered), None)
    minutes = dwell_minutes.get(last.state_entered) if last else None
    if last is None or not minutes or last.state_entered in ENDED:
        return []
    start = ClockFact(last.at, last.seq, What.START, target_seconds=minutes * 60)
    return [Timeline("dwell", 1, [start], (100, 200, 400))]
