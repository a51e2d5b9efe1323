"""The nightly walk over all customers."""

from uuid import UUID

from aftercare.domains.grading.actions import begin_pass, grade_chunk
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import daily, job

HOUSE = system("grading")


@daily(18, 30, "grading.grade_everybody")
def grade_everybody() -> None:
    """Judge all customers anew while the house sleeps."""
    begin_pass(HOUSE, at=now())


@job("grading.begin")
def begin() -> None:
    """Judge all customers by rules that were just set."""
    begin_pass(HOUSE, at=now())


@job("grading.grade_chunk")
def grade_next(*, walk: str, after: str | None) -> None:
    """Judge a thousand customers."""
    grade_chunk(HOUSE, walk_id=UUID(walk), after=UUID(after) if after else None, at=now())
