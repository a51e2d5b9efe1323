"""A small load holds every invariant, and its clocks are those that the product reads from its ledger."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.actions import derive_request_clocks
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.kit.actor import system
from aftercare.kit.events import EVENTS, event_of
from aftercare.kit.ledger import tampered
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
COUNT = 200
BORN = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def loaded(monkeypatch):
    """Two hundred requests, in this test's own transaction and with the ledger's own triggers."""
    from bench import company, load

    monkeypatch.setattr(company, "CUSTOMERS", 20)
    monkeypatch.setattr(company, "AGENTS", 4)
    tickets = [_ticket(n) for n in range(COUNT)]
    connection.ensure_connection()
    for _said in load.enter(connection.connection, tickets, company.found_company(tickets, BORN - timedelta(days=30))):
        pass


def _ticket(n: int):
    from bench.tickets import Ticket

    return Ticket(
        n, f"Pump {n}", "Motor leak compressor", n % 8, n % 20, n % 4, n % 4, n // 10 % 5, BORN + timedelta(hours=n)
    )


def test_every_invariant_holds_over_what_is_loaded(loaded):
    assert broken_invariants() == []
    assert tampered() == []
    states = set(ServiceRequest.objects.values_list("state", flat=True))
    assert states == {"pending", "assigned", "in_progress", "handled", "locked", "suspended", "closed", "cancelled"}


def test_the_clocks_are_those_the_product_reads_from_the_ledger(loaded):
    def clocks():
        return {clock.pop("id"): clock for clock in Clock.objects.values()}

    before = clocks()
    for request in ServiceRequest.objects.select_related("kind", "calendar"):
        last = LedgerEntry.objects.filter(subject_id=request.id).latest("seq")
        derive_request_clocks(system("tests"), request, at=last.at)
    assert clocks() == before


def test_every_fact_is_one_the_product_could_have_written(loaded):
    for entry in LedgerEntry.objects.filter(subject_kind="request"):
        body = EVENTS[entry.kind].adapter.dump_python(event_of(entry), mode="json")
        kept = {name: value for name, value in body.items() if value not in (None, "", []) and name != "request_id"}
        assert entry.data == kept


def test_what_is_loaded_is_counted_for_the_reports(loaded):
    from bench.operations import _all_months

    from aftercare.domains.insight.actions import count_everything
    from aftercare.domains.insight.queries import broken_counts, request_report
    from aftercare.kit.periods import Period

    at = datetime.now(UTC)
    count_everything(system("load"), at=at)
    assert broken_counts() == []
    report = request_report(system("tests"), at=at, period=Period.read(_all_months()))
    assert sum(report.total("entered")) == COUNT


def test_a_word_that_was_planted_is_found(loaded):
    from aftercare.domains.requests.queries import listed

    assert listed(system("tests"), q="compressor").count() == COUNT


def test_missing_tickets_are_told_in_a_sentence(tmp_path, monkeypatch):
    from bench.tickets import TicketsMissing, maker

    monkeypatch.setenv("AFTERCARE_DATA", str(tmp_path))
    with pytest.raises(TicketsMissing) as told:
        maker()
    assert str(told.value) == (
        f"The tickets to load are made by tickets/make_tickets.py, which is not in {tmp_path}; "
        "set AFTERCARE_DATA to the folder that holds it."
    )
