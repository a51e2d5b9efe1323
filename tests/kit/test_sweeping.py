"""Sweeps: each due row once, however many sweep; a row that fails stays behind alone."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from tests.make import customer, later, request

from aftercare.domains.requests.actions import apply_timed_rule
from aftercare.domains.requests.jobs import _due
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.kit.actor import system
from aftercare.kit.models import LedgerEntry
from aftercare.kit.sweeping import sweep

CLOCK = system("timed-rule")


def swept(at) -> int:
    return sweep(_due, lambda row, now: apply_timed_rule(CLOCK, row, at=now), clock=lambda: at)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_lock_each_overdue_request_once(at):
    who = customer(at)
    for _n in range(40):
        request(at, customer_=who, required_at=later(at, hours=1))
    counts: list[int] = []

    def worker():
        counts.append(swept(later(at, hours=2)))
        connections.close_all()

    threads = [threading.Thread(target=worker) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 40
    assert LedgerEntry.objects.filter(verb="lock").count() == 40
    assert broken_invariants() == []


def all_but_the_first_of_three(at):
    """Three requests fall due; acting on the first of them fails."""
    who = customer(at)
    rows = [request(at, customer_=who, required_at=at + timedelta(minutes=n)) for n in (1, 2, 3)]

    def act(row, now):
        if row.pk == rows[0].pk:
            raise RuntimeError("broken")
        apply_timed_rule(CLOCK, row, at=now)

    return act


@pytest.mark.django_db
def test_a_row_that_fails_is_left_and_the_others_go_on(at):
    act = all_but_the_first_of_three(at)
    assert sweep(_due, act, clock=lambda: later(at, hours=1)) == 2
    states = ServiceRequest.objects.order_by("required_at").values_list("state", flat=True)
    assert list(states) == ["pending", "locked", "locked"]


@pytest.mark.django_db
def test_what_was_missed_is_made_up_in_the_order_it_was_due(at):
    who = customer(at)
    for minutes in (30, 10, 20):
        request(at, customer_=who, required_at=later(at, minutes=minutes))
    swept(later(at, days=9))
    locked = LedgerEntry.objects.filter(verb="lock").order_by("id")
    assert [fact.data["due_at"][11:16] for fact in locked] == ["01:10", "01:20", "01:30"]


@pytest.mark.django_db
def test_where_a_batch_fails_each_of_it_has_its_own_turn(at):
    act = all_but_the_first_of_three(at)

    def together(batch, now):
        for row in reversed(batch):
            act(row, now)

    assert sweep(_due, act, together=together, clock=lambda: later(at, hours=1)) == 2
    states = ServiceRequest.objects.order_by("required_at").values_list("state", flat=True)
    assert list(states) == ["pending", "locked", "locked"]
    assert LedgerEntry.objects.filter(verb="lock").count() == 2
