"""Queued and timed work. Jobs live in PostgreSQL: queued in the command's transaction, gone with it."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

log = logging.getLogger(__name__)

# About a minute, two, four … the tenth try comes after half a day; then the job stays visible as failed.
PATIENCE = RetryStrategy(max_attempts=12, exponential_wait=3)


def job(name: str) -> Callable[[Callable[..., Any]], Any]:
    """Make the function a job under the name `<room>.<what>`: `work.defer(id=…)` queues it."""
    return app.task(name=name, retry=PATIENCE)


def every(seconds: int, name: str) -> Callable[[Callable[[], Any]], Any]:
    """Run the function every so many seconds (a divisor of 60) on one of the workers; ticks never pile up."""

    def register(work: Callable[[], Any]) -> Any:
        def tick(timestamp: int) -> None:
            work()

        return app.periodic(cron=f"*/{seconds} * * * * *", periodic_id=name)(
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


@app.periodic(cron="*/30 * * * * *", periodic_id="kit.retry_stalled_jobs")
@app.task(name="kit.retry_stalled_jobs", queueing_lock="kit.retry_stalled_jobs", priority=10)
async def retry_stalled_jobs(timestamp: int) -> None:
    """Queue again what a killed worker left half done: its heartbeat stopped, so nobody else would take it."""
    for stalled in await app.job_manager.get_stalled_jobs():
        log.warning("Job %s was left by a stopped worker; it is tried again.", stalled.id)
        await app.job_manager.retry_job(stalled)


def run_queued(limit: int = 10_000) -> int:
    """Run what is queued here and now, in order, in this process; returns how many ran. For tests and replays."""
    ran = 0
    while ran < limit:
        rows = list(ProcrastinateJob.objects.filter(status="todo").order_by("id")[:200])
        if not rows:
            return ran
        for row in rows:
            app.tasks[row.task_name].func(**row.args)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [row.id])
            ran += 1
    return ran
