"""A few incidents of the log's shape, played through the actions with their own times."""

from datetime import UTC, datetime, timedelta

import pytest
from bench.replay.log import Incident, Row

from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2016, 2, 29, 9, tzinfo=UTC)


def incident(number: str, *rows: tuple[str, int], **more: object) -> Incident:
    """An incident whose rows say a state at so many minutes after it was opened."""
    known = {"opened_by": "1", "updated_by": "2", "caller": "5", "channel": "Phone", "group": "70", **more}
    return Incident(
        number,
        tuple(
            Row(
                number=number,
                line=line,
                state=state,
                at=MONDAY + timedelta(minutes=minutes),
                opened_at=MONDAY,
                assigned_to="" if state == "New" else "9",
                resolved_by="9",
                **known,
            )  # type: ignore[arg-type]
            for line, (state, minutes) in enumerate(rows, 2)
        ),
    )


PLAIN = incident("0001", ("New", 0), ("Active", 10), ("Active", 20), ("Resolved", 60), ("Closed", 5 * 24 * 60))
WAITS = incident("0002", ("Active", 0), ("Awaiting User Info", 30), ("Active", 90), ("Resolved", 120), ("Closed", 3000))
SLEEPS = incident("0003", ("New", 0), ("Active", 30 * 24 * 60), ("Closed", 30 * 24 * 60 + 60))
ODD = incident("0004", ("Active", 0), ("-100", 5), ("Resolved", 30), ("Closed", 60))


@pytest.fixture
def played():
    from bench.replay.cast import make_cast
    from bench.replay.processes import play_here

    from aftercare.kit.jobs import run_queued

    incidents = [PLAIN, WAITS, SLEEPS, ODD]
    make_cast(incidents)
    run_queued()
    tally, _seconds = play_here(incidents)
    return incidents, tally


def test_every_row_is_accounted_for_and_nothing_is_broken(played):
    from bench.replay.proof import prove

    incidents, tally = played
    assert dict(tally.rows) == {"commands": 15, "note": 1, "not mapped": 1}
    assert [(number, why) for number, _line, why in tally.not_mapped] == [
        ("0004", "unknown: the state “-100” is unknown")
    ]
    proof = prove(incidents)
    assert (proof.requests, proof.breaches) == (4, ())


def test_moves_are_made_at_the_times_of_the_log(played):
    request = ServiceRequest.objects.get(external_id="incident 0002")
    told = [(fact.verb, fact.at - MONDAY) for fact in facts_of(request.ref) if fact.verb in ("suspend", "resume")]
    assert told == [("suspend", timedelta(minutes=30)), ("resume", timedelta(minutes=90))]
    assert request.state == "closed"


def test_what_the_house_locked_meanwhile_is_let_go_by_a_marked_decision_of_the_manager(played):
    from bench.replay.mapping import UNLOCKED

    _incidents, tally = played
    assert tally.house["lock"] == 1
    assert tally.inserted["unlock", UNLOCKED] == 1
    assert ServiceRequest.objects.get(external_id="incident 0003").state == "closed"
