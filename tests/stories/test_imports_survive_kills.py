"""Workers killed while they check, write and undo an import: it goes on by itself to its end, each row once."""

import threading
import time
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.make import HOUSE
from tests.stories.test_kills_lose_nothing import Start, kill, started, wait_until

from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.sheets.actions import check_import, run_import, undo_import, upload_import
from aftercare.domains.sheets.models import SheetImport, SheetRow
from aftercare.kit.clock import now
from aftercare.kit.jobs import retry_stalled_jobs
from aftercare.kit.ledger import tampered
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["started"]
JOBS = ProcrastinateJob.objects.filter(task_name__startswith="sheets.")


def file_of(rows: int) -> bytes:
    """Customers with a person and a place each."""
    lines = [f"E{n},客户{n:05d},李{n},138{n:08d},星湖街 {n} 号" for n in range(rows)]
    return "\n".join(["客户编码,客户名称,联系人,手机号码,地址", *lines]).encode()


def place_of(made: SheetImport) -> int:
    """The last line that was dealt with."""
    return SheetImport.objects.get(pk=made.pk).position


def killed_in_the_middle(started: Start, made: SheetImport) -> None:
    """Start a worker, and kill it while it waits within a transaction, or is in the middle of one, further on."""
    before = place_of(made)
    held, waits = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            SheetImport.objects.select_for_update().get(pk=made.pk)
            held.set()
            assert waits.wait(120)
        connection.close()

    worker = started("worker")
    wait_until(lambda: place_of(made) > before)
    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    time.sleep(0.3)  # the worker is somewhere within its next rows, or waits for this one
    kill(worker)
    waits.set()
    holder.join(30)


def picked_up() -> None:
    """Queue again what the dead worker had, without waiting for its heartbeat to grow old."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    assert JOBS.filter(status="doing").count() == 1
    async_to_sync(retry_stalled_jobs.func)(0)


def worked_off(started: Start) -> None:
    """Let a worker do what waits."""
    worker = started("worker")
    wait_until(lambda: not JOBS.exists(), within=300)
    worker.terminate()
    worker.wait(20)


@pytest.mark.parametrize("rows", [2600, pytest.param(20_000, marks=pytest.mark.prove)])
def test_an_import_goes_on_to_its_end_after_each_kill(rows: int, started: Start, company, settings, tmp_path: Path):
    settings.MEDIA_ROOT = str(tmp_path / "files")  # where the workers look
    made = upload_import(HOUSE, noun="customers", name="客户.csv", content=file_of(rows), at=now())
    check_import(HOUSE, made, at=now())
    killed_in_the_middle(started, made)
    assert not Customer.objects.exists()
    picked_up()
    worked_off(started)
    made.refresh_from_db()
    assert (made.state, made.created, made.refused) == ("ready", rows, 0)

    run_import(HOUSE, made, at=now())
    killed_in_the_middle(started, made)
    written = Customer.objects.count()
    assert 0 < written < rows
    assert written == SheetImport.objects.get(pk=made.pk).created == Contact.objects.count() == Site.objects.count()
    picked_up()
    killed_in_the_middle(started, made)
    picked_up()
    worked_off(started)
    made.refresh_from_db()
    assert (made.state, made.created, made.changed, made.same, made.refused) == ("done", rows, 0, 0, 0)
    assert Customer.objects.count() == Contact.objects.count() == Site.objects.count() == rows
    assert SheetRow.objects.filter(sheet_import=made, outcome="created").count() == rows
    assert LedgerEntry.objects.filter(kind="customer.registered").count() == rows

    undo_import(HOUSE, made, at=now())
    worker = started("worker")
    wait_until(lambda: Customer.objects.count() < rows)
    kill(worker)
    picked_up()
    worked_off(started)
    made.refresh_from_db()
    assert made.state == "undone"
    assert not Customer.objects.exists()
    assert LedgerEntry.objects.filter(kind="customer.withdrawn").count() == rows
    assert tampered() == []
