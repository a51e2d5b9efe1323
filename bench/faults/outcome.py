"""What one fault did, and whether that is as it must be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.faults.callers import CLEAR

GOAL = 30.0  # seconds
HEAD = "| fault | ready again | all normal again | reactions all run | acknowledged | answers | unclear | broken |"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Times are seconds after the end of the fault; None where that moment did not come."""

    name: str
    acknowledged: int
    said: Mapping[str, int]
    slowest: float
    ready_after: float | None
    normal_after: float | None
    reactions_after: float | None
    breaches: Sequence[str]

    @property
    def holds(self) -> bool:
        """Nothing lost, nothing twice, clear answers only, and normal again in time."""
        in_time = self.normal_after is not None and self.normal_after <= GOAL
        return in_time and self.reactions_after is not None and not self.breaches and not self.unclear

    @property
    def unclear(self) -> list[str]:
        """Answers that left the caller guessing, or told of a mistake of ours."""
        return [f"{times} × {said}" for said, times in self.said.items() if said not in CLEAR]


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The figures, a line for each fault, and what is wrong in full below."""
    yield HEAD
    yield "|---" * (HEAD.count("|") - 1) + "|"
    for one in outcomes:
        answers = ", ".join(f"{times:,} × {said}" for said, times in sorted(one.said.items()) if said in CLEAR)
        times = " | ".join(map(_seconds, (one.ready_after, one.normal_after, one.reactions_after)))
        wrong = f"{sum(one.said.values()) - _clear(one)} | {len(one.breaches)}"
        yield f"| {one.name} | {times} | {one.acknowledged:,} | {answers}; slowest {one.slowest:.1f} s | {wrong} |"
    for one in outcomes:
        yield from (f"{one.name}: {wrong}" for wrong in [*one.unclear, *one.breaches])


def _clear(outcome: Outcome) -> int:
    return sum(times for said, times in outcome.said.items() if said in CLEAR)


def _seconds(after: float | None) -> str:
    return "never" if after is None else f"{after:.1f} s"
