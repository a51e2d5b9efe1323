"""What a worker queues is part of its transaction, as it is everywhere else."""

import asyncio
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from aftercare.kit.jobs import put_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def as_a_worker(work: Callable[[], None]) -> None:
    """Run the work as a worker runs a job: in a thread, while the app has the worker's own connections."""

    def in_a_thread() -> None:
        try:
            work()
        finally:
            connection.close()

    async def worker() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):
            async with app.open_async():
                await asyncio.to_thread(in_a_thread)

    asyncio.run(worker())


def test_it_is_gone_with_a_transaction_that_is_taken_back():
    def work() -> None:
        with transaction.atomic():
            put_jobs("kit.react", [{"reaction": "nothing", "entry_ids": [1]}])
            transaction.set_rollback(True)

    as_a_worker(work)
    assert ProcrastinateJob.objects.count() == 0


def test_it_is_seen_by_nobody_before_the_transaction_ends():
    seen: list[int] = []

    def work() -> None:
        with transaction.atomic():
            put_jobs("kit.react", [{"reaction": "nothing", "entry_ids": [1]}])
            asyncio.run(asyncio.to_thread(look))

    def look() -> None:
        seen.append(ProcrastinateJob.objects.count())
        connection.close()

    as_a_worker(work)
    assert (seen, ProcrastinateJob.objects.count()) == ([0], 1)
