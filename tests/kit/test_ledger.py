"""The ledger cannot be changed, and what was changed behind its back is found."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from tests.make import HOUSE, customer, request

from aftercare.config.running.health import examine
from aftercare.domains.customers.events import CustomerRegistered
from aftercare.kit.constraints import refusal_of
from aftercare.kit.events import BY_CLASS, event_of, publish_all
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.ledger import Position, end_of_stream, facts_of, stream, tampered
from aftercare.kit.models import LedgerEntry
from aftercare.kit.models.ledger import ROW_HASH
from aftercare.kit.sealing import broken_seals, seal_ledger


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kit_ledgerentry SET kind = 'other'",
        "DELETE FROM kit_ledgerentry",
        "TRUNCATE kit_ledgerentry",
    ],
)
def test_the_database_refuses_to_change_the_ledger(at, sql):
    asked = request(at)
    before = facts_of(asked.ref).count()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert facts_of(asked.ref).count() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kit_ledgerentry SET at = at + interval '1 second' WHERE id = %s",
        "UPDATE kit_ledgerentry SET data = data || '{\"priority\": 1}' WHERE id = %s",
        "UPDATE kit_ledgerentry SET actor_name = 'somebody' WHERE id = %s",
        "UPDATE kit_ledgerentry SET seq = seq + 7 WHERE id = %s",
    ],
)
def test_a_row_changed_behind_its_back_is_found(at, sql):
    asked = request(at)
    row = facts_of(asked.ref)[0]
    assert tampered() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, [row.id])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert row.id in tampered(asked.ref)


@pytest.mark.django_db
def test_a_removed_row_is_found(at):
    asked = request(at)
    publish_all(HOUSE, [_fact(asked.customer_id)] * 3, at=at)
    middle = LedgerEntry.objects.filter(subject_id=asked.customer_id).order_by("seq")[1]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM kit_ledgerentry WHERE id = %s", [middle.id])
        cursor.execute("SET LOCAL session_replication_role = origin")
    following = LedgerEntry.objects.filter(subject_id=asked.customer_id, seq__gt=middle.seq).order_by("seq")
    assert tampered(Ref("customer", asked.customer_id)) == [entry.id for entry in following]


def eventually(read):
    """What is read once nobody else writes in the cluster any more; ten seconds at most."""
    end = time.monotonic() + 10
    while not (found := read()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _fact(customer_id):
    return CustomerRegistered(customer_id=customer_id, number="C-1", kind="person")


@pytest.mark.django_db
def test_a_fact_reads_back_as_the_event_it_was(at):
    asked = request(at)
    fact = facts_of(asked.ref)[0]
    event = event_of(fact)
    assert (type(event).__name__, event.request_id, event.kind) == ("RequestSubmitted", asked.id, "repair")
    assert BY_CLASS[type(event)].subject_kind == "request"


@pytest.mark.django_db(transaction=True)
def test_the_stream_waits_for_a_commit_that_comes_late(at):
    """A transaction that began before and commits after another must not be skipped by a reader in between."""
    start, began, go_on = end_of_stream(), threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            publish_all(HOUSE, [_fact(first)], at=at)
            began.set()
            go_on.wait(10)
        connections.close_all()

    first, second = new_id(), new_id()
    worker = threading.Thread(target=slow)
    worker.start()
    began.wait(10)
    publish_all(HOUSE, [_fact(second)], at=at + timedelta(seconds=1))
    early = stream(start)
    go_on.set()
    worker.join()
    assert early == []
    assert [entry.subject_id for entry in eventually(lambda: stream(start))] == [first, second]
    assert Position.read(str(Position(3, 4))) == Position(3, 4)


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_facts_at_one_moment_is_refused_and_may_come_again(at):
    """Nobody holds the thing, so the second would have had the number of the first."""
    subject, began, go_on = new_id(), threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            publish_all(HOUSE, [_fact(subject)], at=at)
            began.set()
            go_on.wait(10)
        connections.close_all()

    worker = threading.Thread(target=slow)
    worker.start()
    began.wait(10)
    threading.Timer(0.3, go_on.set).start()
    with pytest.raises(IntegrityError) as refused:
        publish_all(HOUSE, [_fact(subject)], at=at)
    worker.join()
    assert refusal_of(refused.value).code == "at_the_same_moment"
    publish_all(HOUSE, [_fact(subject)], at=at)
    assert [entry.seq for entry in LedgerEntry.objects.filter(subject_id=subject).order_by("id")] == [1, 2]


@pytest.mark.django_db
def test_numbers_rise_and_carry_the_year(at):
    who = customer(at)
    first, second = request(at, customer_=who), request(at, customer_=who)
    assert first.number.startswith("SR-2026-")
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


@pytest.mark.django_db(transaction=True)
def test_a_chain_rewritten_with_its_hashes_differs_from_what_was_sealed(at):
    asked = request(at)
    eventually(lambda: stream(Position()))
    seal = seal_ledger(at.date())
    assert (seal.rows, broken_seals(), seal_ledger(at.date())) == (LedgerEntry.objects.count(), [], None)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        row = [facts_of(asked.ref)[0].id]
        cursor.execute("UPDATE kit_ledgerentry SET actor_name = 'x' WHERE id = %s", row)
        rewritten = f"(SELECT {ROW_HASH} FROM (SELECT ''::bytea AS previous) AS first)"
        cursor.execute(f"UPDATE kit_ledgerentry AS entry SET hash = {rewritten} WHERE id = %s", row)
    assert tampered(asked.ref) == []
    assert broken_seals() == [at.date()]


@pytest.mark.django_db(transaction=True)
def test_facts_that_were_cut_off_at_the_end_are_missed_by_the_seal(at):
    asked = request(at)
    eventually(lambda: stream(Position()))
    seal_ledger(at.date())
    assert [each.words for each in examine() if each.subject == "Ledger"] == ["whole until its seal of 2026-03-10."]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM kit_ledgerentry WHERE id = %s", [max(fact.id for fact in facts_of(asked.ref))])
    assert tampered(asked.ref) == []
    (found,) = [each for each in examine() if each.subject == "Ledger"]
    assert (found.fine, found.words) == (
        False,
        "rows sealed on 2026-03-10 were changed or are missing: restore them from a backup.",
    )
