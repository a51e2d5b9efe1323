"""The figures of a run, as the markdown that docs/replay.md holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.models import ServiceRequest
from bench.replay.log import Incident
from bench.replay.proof import Proof
from bench.replay.tally import Tally

HOUSE = {
    "lapse": "lapse (the required date passed without a result)",
    "lock": "lock (the required date passed with nobody assigned)",
    "wake": "wake (the wake-up date came)",
    "tell stage": "stages of clocks told",
    "miss call-back": "call-backs that nobody made in time",
    "reactions": "reactions run",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One replay with what was measured around it."""

    incidents: list[Incident]
    tally: Tally
    proof: Proof
    processes: int
    setup_seconds: float
    setup_commands: int
    play_seconds: float
    later_reactions: int
    later_seconds: float
    proof_seconds: float
    load: tuple[float, float]

    @property
    def rows(self) -> int:
        """The rows of the log that were played."""
        return sum(len(incident.rows) for incident in self.incidents)

    @property
    def holds(self) -> bool:
        """Whether every row is accounted for and nothing is broken."""
        return not self.proof.breaches and sum(self.tally.rows.values()) == self.rows


def written(run: Run) -> str:
    """All the figures."""
    parts = (_speed(run), _accounts(run), _commands(run), _inserted(run), _proof(run), _promises(run), _costs(run))
    return "\n".join(line for part in parts for line in (*part, ""))


def _speed(run: Run) -> Iterator[str]:
    rows, tally = run.rows, run.tally
    facts_each = run.proof.facts / max(rows, 1)
    yield "### Speed"
    yield ""
    yield from _table(
        ("measure", "figure"),
        (
            ("rows of the log", f"{rows:,} of {len(run.incidents):,} incidents"),
            ("processes", str(run.processes)),
            ("time to play, reactions included", f"{run.play_seconds:,.0f} s"),
            ("rows a second", f"{rows / run.play_seconds:,.0f}"),
            ("commands a second, those of the house included", f"{_made(tally) / run.play_seconds:,.0f}"),
            ("CPU a row: application", f"{1000 * tally.cpu / rows:.1f} ms"),
            ("CPU a row: database connections", f"{1000 * tally.database_cpu / rows:.1f} ms"),
            ("ledger facts", f"{run.proof.facts:,} ({facts_each:.1f} a row)"),
            ("reactions left for afterwards", f"{run.later_reactions:,} in {run.later_seconds:,.1f} s"),
            ("setting up people and words", f"{run.setup_commands:,} commands in {run.setup_seconds:,.0f} s"),
            ("proof", f"{run.proof_seconds:,.0f} s"),
            ("load of the machine before and after", f"{run.load[0]:.1f}, {run.load[1]:.1f}"),
        ),
    )


def _made(tally: Tally) -> int:
    return sum(tally.verbs.values()) + sum(n for what, n in tally.house.items() if what != "reactions")


def _accounts(run: Run) -> Iterator[str]:
    tally = run.tally
    yield "### Rows"
    yield ""
    total = sum(tally.rows.values())
    rows = [(what, f"{tally.rows[what]:,}") for what in ("commands", "note", "not mapped")]
    yield from _table(("a row became", "rows"), (*rows, ("all", f"{total:,} of {run.rows:,}")))
    yield ""
    yield f"Rows played later than they say, because the row before or the opening is later: {tally.late}."
    for why, found in Counter(why for _n, _line, why in tally.not_mapped).most_common():
        lines = [f"{number} (line {line})" for number, line, other in tally.not_mapped if other == why]
        yield f"- not mapped, {found} rows: {why} {', '.join(lines[:20])}"


def _commands(run: Run) -> Iterator[str]:
    tally = run.tally
    yield "### Commands"
    yield ""
    by_people = [(verb, f"{n:,}") for verb, n in tally.verbs.most_common()]
    by_house = [(words, f"{tally.house[what]:,}") for what, words in HOUSE.items()]
    yield from _table(("verb", "times"), (*by_people, *by_house))


def _inserted(run: Run) -> Iterator[str]:
    yield "### Inserted, because the house's rules act where the log simply goes on"
    yield ""
    rows = [(verb, why, f"{n:,}") for (verb, why), n in run.tally.inserted.most_common()]
    yield from _table(("verb", "why", "times"), rows)


def _proof(run: Run) -> Iterator[str]:
    proof = run.proof
    yield "### Proof"
    yield ""
    yield f"{proof.requests:,} requests, {proof.facts:,} ledger facts, {proof.clocks:,} clocks looked at: "
    yield f"{len(proof.breaches)} breaches."
    yield from (f"- {breach}" for breach in proof.breaches[:50])


def _promises(run: Run) -> Iterator[str]:
    theirs = {f"incident {incident.number}": incident.made_sla for incident in run.incidents}
    names = dict(ServiceRequest.objects.values_list("id", "external_id"))
    rounds: dict[tuple[str, object], dict[int, str]] = {}
    for kind, subject, number, standing in Clock.objects.filter(subject_kind="request").values_list(
        "kind", "subject_id", "round", "standing"
    ):
        rounds.setdefault((kind, subject), {})[number] = standing
    table: Counter[tuple[str, bool]] = Counter()
    others: dict[str, Counter[str]] = {"first_response": Counter(), "assignment": Counter(), "arrival": Counter()}
    for (kind, subject), standings in rounds.items():
        verdict = _verdict(standings.values())
        if kind == "resolution":
            table[verdict, theirs[names[subject]]] += 1
        elif kind in others:
            others[kind][verdict] += 1
    yield "### Promises"
    yield ""
    yield from _table(
        ("resolution here", "made_sla true", "made_sla false"),
        [(v, f"{table[v, True]:,}", f"{table[v, False]:,}") for v in ("met", "missed", "lifted")],
    )
    agree = table["met", True] + table["missed", False]
    yield ""
    yield f"The two agree on {agree:,} of {sum(table.values()):,}."
    yield ""
    yield from _table(
        ("promise here", "met", "missed", "lifted"),
        [
            (kind.replace("_", " "), *(f"{found[v]:,}" for v in ("met", "missed", "lifted")))
            for kind, found in others.items()
        ],
    )
    yield ""
    yield from _first_response()


def _first_response() -> Iterator[str]:
    told = ServiceRequest.objects.exclude(first_response_at=None)
    kept = Clock.objects.filter(subject_kind="request", kind="first_response", standing="met")
    spans = sorted(
        (said - entered).total_seconds() / 3600
        for said, entered in told.values_list("first_response_at", "submitted_at")
    )
    middle = f", half of them within {spans[len(spans) // 2]:.1f} hours" if spans else ""
    yield f"The log shows a word to the customer before the end in {len(spans):,} incidents{middle}; "
    yield f"{kept.count():,} rounds of that promise were met."


def _verdict(standings: Iterable[str]) -> str:
    found = set(standings)
    if "missed" in found:
        return "missed"
    return "met" if "met" in found else "lifted"


def _costs(run: Run) -> Iterator[str]:
    yield "### Time of each command, waiting for the database included"
    yield ""
    rows = []
    for verb, seconds in sorted(run.tally.seconds.items(), key=lambda item: -sum(item[1])):
        median, high = _percentiles(seconds)
        rows.append((verb, f"{len(seconds):,}", f"{median:.1f}", f"{high:.1f}", f"{sum(seconds):,.0f}"))
    yield from _table(("command", "times", "p50 ms", "p95 ms", "all, s"), rows)


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    if len(seconds) < 2:
        return 1000 * seconds[0], 1000 * seconds[0]
    cuts = quantiles(seconds, n=20)
    return 1000 * cuts[9], 1000 * cuts[18]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join('---' for _ in heads)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
