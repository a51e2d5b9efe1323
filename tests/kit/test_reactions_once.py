"""A worker killed between its work and its report leaves the job to another, which does not do it again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from tests.make import later, request

from aftercare.domains.contracts.actions import tell_all_due, tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.kit.actor import system
from aftercare.kit.events import REACTIONS, react
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(company, at) -> ProcrastinateJob:
    """The job that will tell somebody about a promise."""
    clock = Clock.objects.get(subject_id=request(at).id, kind="first_response")
    tell_due(system("promise-clock"), clock, at=later(at, minutes=45))
    return ProcrastinateJob.objects.get(args__reaction__endswith="alert_about_request")


def work(taken: ProcrastinateJob) -> None:
    """What a worker does with a job it has taken, up to its report."""
    job = Job(id=taken.id, queue="default", lock=None, queueing_lock=None, task_name="kit.react")
    react.func(JobContext(start_timestamp=time.time(), app=app, job=job, abort_reason=lambda: None), **taken.args)


@contextmanager
def broken_fact(id: int) -> Iterator[None]:
    """Meanwhile the reaction fails at this fact."""
    known = REACTIONS["clock.due"]
    (name,) = (name for name in known if name.endswith("alert_about_request"))
    whole = known[name]

    def breaks(due: object, fact: LedgerEntry) -> None:
        if fact.id == id:
            raise RuntimeError("broken")
        whole(due, fact)

    known[name] = breaks
    try:
        yield
    finally:
        known[name] = whole


def told() -> int:
    return LedgerEntry.objects.filter(kind="request.alerted").count()


def test_a_second_worker_finds_it_done(queued):
    work(queued)
    queued.refresh_from_db()
    assert (told(), queued.args["done"]) == (1, True)
    work(queued)
    assert told() == 1


def test_two_workers_that_hold_it_at_once_do_it_once(queued):
    work(queued)
    work(queued)  # with the arguments as they were when it was taken
    assert told() == 1


def test_work_that_failed_is_not_marked(queued):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_task ADD CONSTRAINT nothing_fits CHECK (false) NOT VALID")
    with pytest.raises(Exception, match="nothing_fits"):
        work(queued)
    queued.refresh_from_db()
    assert ("done" in queued.args, told()) == (False, 0)


def test_outside_a_worker_it_runs_as_often_as_it_is_called(queued):
    react(**queued.args)
    assert told() == 1


def test_where_one_of_several_facts_fails_each_is_tried_alone(company, at):
    clocks = [Clock.objects.get(subject_id=request(at).id, kind="first_response") for _n in range(3)]
    tell_all_due(system("promise-clock"), clocks=clocks, at=later(at, minutes=45))
    together = ProcrastinateJob.objects.get(args__reaction__endswith="alert_about_request")
    with broken_fact(together.args["entry_ids"][1]):
        work(together)
    assert told() == 0
    alone = ProcrastinateJob.objects.filter(args__reaction__endswith="alert_about_request").exclude(pk=together.pk)
    assert [job.args["entry_ids"] for job in alone.order_by("id")] == [[id] for id in together.args["entry_ids"]]
    for job in alone:
        work(job)
    assert told() == 3
