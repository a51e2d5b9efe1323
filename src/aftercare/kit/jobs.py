"""Queued and timed work. Jobs live in PostgreSQL: queued in the command's transaction, gone with it."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.db import connection, transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from aftercare.kit.clock import now
from aftercare.kit.commands import KEPT_DAYS, forget_answers
from aftercare.kit.counting import forget_counts
from aftercare.kit.files import forget_bytes
from aftercare.kit.sealing import seal_ledger

log = logging.getLogger(__name__)

# Tried again after 3 seconds, 9, 27 …: the tenth pause lasts 16 hours, the twelfth and last six days, which makes nine
# days in all. Then the job stays visible as failed.
PATIENCE = RetryStrategy(max_attempts=12, exponential_wait=3)
EVERY = "* * * * * */%s"  # the seconds come last; put first they would be minutes


# In a worker the app's own manager has connections of its own; what is queued belongs to the transaction in hand.
OURS = JobManager(DjangoConnector())


@dataclass(slots=True)
class Queue:
    """Where reactions are put; `put` counts those of this process."""

    name: str = "default"
    put: int = 0


_in_hand: ContextVar[Queue] = ContextVar("queue", default=Queue())  # noqa: B039  counts for the whole process


def queue_in_hand() -> Queue:
    """The queue that reactions are put in."""
    return _in_hand.get()


@contextmanager
def on_queue(queue: Queue) -> Iterator[Queue]:
    """Put reactions in this queue meanwhile, so that of several replaying processes each runs its own."""
    before = _in_hand.set(queue)
    try:
        yield queue
    finally:
        _in_hand.reset(before)


def put_jobs(task: str, given: Iterable[Mapping[str, Any]], *, priority: int = 0) -> None:
    """Queue the task with each of these arguments, in one statement; what ranks higher is taken first."""
    _put([_job(task, arguments, priority) for arguments in given])


def put_job_once(task: str, arguments: Mapping[str, Any], *, key: str) -> bool:
    """Queue the task unless one with this key waits already; whether it was queued.

    One that a worker has begun does not count: it may have read what was there before.
    """
    try:
        with transaction.atomic():
            _put([_job(task, arguments, key=key)])
    except AlreadyEnqueued:
        return False
    return True


def _job(task: str, arguments: Mapping[str, Any], priority: int = 0, key: str | None = None) -> Job:
    return Job(
        id=None,
        queue=queue_in_hand().name,
        lock=None,
        queueing_lock=key,
        task_name=task,
        task_kwargs=dict(arguments),
        priority=priority,
    )


def _put(jobs: list[Job]) -> None:
    if jobs:
        with _database_errors():
            OURS.batch_defer_jobs(jobs)
        queue_in_hand().put += len(jobs)


@contextmanager
def _database_errors() -> Iterator[None]:
    """What the database says, which the queue wraps in words of its own, is told as everywhere else."""
    try:
        yield
        return
    except ConnectorException as error:
        told = error.__cause__ or error
    with connection.wrap_database_errors:
        raise told


def job(name: str, *, with_context: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Make the function a job under the name `<room>.<what>`: `work.defer(id=…)` queues it.

    With `with_context` a worker hands over, before all arguments, which job it is.
    """
    if with_context:
        return cast(Callable[[Callable[..., Any]], Any], app.task(name=name, retry=PATIENCE, pass_context=True))
    return app.task(name=name, retry=PATIENCE)


DONE = """UPDATE procrastinate_jobs SET args = args || '{"done": true}' WHERE id = %s AND NOT args ? 'done'"""


def first_time(context: JobContext | None) -> bool:
    """Mark the job in hand as done in the present transaction; False where a worker before had come so far.

    A worker that is killed between its work and its report leaves the job to another, which then finds the mark.
    Outside a worker (no context) nobody else has the job.
    """
    if context is None or context.job.id is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(DONE, [context.job.id])
        return bool(cursor.rowcount)


def every(seconds: int, name: str) -> Callable[[Callable[[], Any]], Any]:
    """Run the function every so many seconds (a divisor of 60) on one of the workers; ticks never pile up."""

    def register(work: Callable[[], Any]) -> Any:
        def tick(timestamp: int) -> None:
            work()

        return app.periodic(cron=EVERY % seconds, periodic_id=name)(
            app.task(name=name, queueing_lock=name, priority=10)(tick)
        )

    return register


def daily(hour: int, minute: int, name: str) -> Callable[[Callable[[], Any]], Any]:
    """Run the function once a day at this UTC time."""

    def register(work: Callable[[], Any]) -> Any:
        def tick(timestamp: int) -> None:
            work()

        return app.periodic(cron=f"{minute} {hour} * * *", periodic_id=name)(
            app.task(name=name, queueing_lock=name)(tick)
        )

    return register


@app.periodic(cron=EVERY % 30, periodic_id="kit.retry_stalled_jobs")
@app.task(name="kit.retry_stalled_jobs", queueing_lock="kit.retry_stalled_jobs", priority=10)
async def retry_stalled_jobs(timestamp: int) -> None:
    """Queue again what a killed worker left half done: its heartbeat stopped, so nobody else would take it."""
    for stalled in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(stalled)
            log.warning("Job %s was left by a stopped worker; it is tried again.", stalled.id)
        except ConnectorException:
            log.info("Job %s was left by a stopped worker; another worker has it already.", stalled.id)


@daily(16, 10, "kit.seal_ledger")
def seal_today() -> None:
    """Seal what was recorded, once a day."""
    seal_ledger(now().date())


@daily(17, 20, "kit.forget")
def forget_what_is_over() -> None:
    """Forget answers to commands that nobody repeats any more, counts whose time is over, and bytes that no row names.

    Bytes wait a day for their form, and as long again for a transaction that hangs.
    """
    at = now()
    forget_answers(before=at - timedelta(days=KEPT_DAYS))
    forget_counts(at=at)
    forget_bytes(before=at - timedelta(days=2))


BATCH = 200
TAKE = """DELETE FROM procrastinate_jobs WHERE id IN (
            SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = %s ORDER BY id LIMIT %s)
          RETURNING id, task_name, args"""


def run_queued(limit: int = 10_000) -> int:
    """Run what waits in the queue in hand, in order, in this process; returns how many ran. For tests and replays.

    Nothing is tried again: what fails here raises, and what was taken with it is lost.
    """
    queue, ran = queue_in_hand(), 0
    while ran < limit:
        put = queue.put
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [queue.name, BATCH])
            taken = sorted(cursor.fetchall())
        if not taken:
            return ran
        for _id, task, args in taken:
            app.tasks[task].func(**(json.loads(args) if isinstance(args, str) else args))
        ran += len(taken)
        if len(taken) < BATCH and queue.put == put:
            return ran  # nothing was queued meanwhile
    return ran
