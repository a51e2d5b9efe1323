"""Workers and web servers killed in the middle of their work: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.make import HOUSE, customer, engineer, request
from tests.surfaces.api.server import database_address, free_port

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import retry_stalled_jobs
from aftercare.kit.ledger import tampered
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)
STAGES = (75, 100, 150)
Start = Callable[..., "subprocess.Popen[bytes]"]
REACTIONS = ProcrastinateJob.objects.filter(task_name="kit.react")


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Start]:
    """Starts processes of the product over the tests' database, each with a group of its own to be killed as one."""
    known = {**os.environ, "DATABASE_URL": database_address(), "DJANGO_SETTINGS_MODULE": "aftercare.config.settings"}
    known |= {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "AFTERCARE_HOME": str(tmp_path)}
    running: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "aftercare.config.commands", *words]
        running.append(subprocess.Popen(command, env=known, start_new_session=True))
        return running[-1]

    yield start
    for process in running:
        if process.poll() is None:
            kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def wait_until(met: Callable[[], bool], within: float = 120) -> None:
    ends = time.monotonic() + within
    while not met():
        assert time.monotonic() < ends, f"not within {within} s"
        time.sleep(0.05)


def find_stalled() -> int:
    """Queue again what a dead worker had taken, without waiting for its heartbeat to grow old; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    stalled = REACTIONS.filter(status="doing").count()
    async_to_sync(retry_stalled_jobs.func)(0)
    return stalled


def breaches(count: int) -> list[ServiceRequest]:
    """Requests whose first response is told to be due in every stage, all at once."""
    asked = [request(now(), customer_=customer(now(), phone=f"138{n:08d}")) for n in range(count)]
    for one in asked:
        clock = Clock.objects.get(subject_id=one.id, kind="first_response")
        for _stage in STAGES:
            tell_due(system("promise-clock"), clock, at=now())
    return asked


def handled(count: int) -> None:
    """Requests that were solved, for whose customers the house has to open call-backs."""
    worker = engineer(now())
    for n in range(count):
        asked = request(now(), customer_=customer(now(), phone=f"139{n:08d}"))
        assign_request(HOUSE, asked, engineer=worker, at=now())
        start_request(HOUSE, asked, at=now())
        handle_visit(HOUSE, asked, record=RecordDraft(work_done="换保险丝", labour_minutes=30), at=now())


@pytest.mark.parametrize("kills", [2, pytest.param(40, marks=pytest.mark.prove)])
def test_no_reaction_is_lost_or_applied_twice(kills: int, started: Start) -> None:
    breached = breaches(20 + 6 * kills)
    handled(10 + kills)
    for _n in range(kills):
        with transaction.atomic():
            ServiceRequest.objects.select_for_update().get(pk=next_in_line())  # its job stops in the middle
            worker = started("worker")
            wait_until(lambda: REACTIONS.filter(status="doing").exists() and waits_for_a_row())
            kill(worker)
        assert find_stalled() >= 1
    worker = started("worker")
    wait_until(lambda: not REACTIONS.exists(), within=180)  # what succeeded is removed
    worker.terminate()
    worker.wait(20)
    alerted = LedgerEntry.objects.filter(kind="request.alerted").values_list("subject_id", "data__stage")
    assert sorted(alerted) == sorted((one.id, stage) for one in breached for stage in STAGES)
    assert CallBack.objects.count() == 10 + kills
    assert LedgerEntry.objects.filter(kind="call_back.opened").count() == 10 + kills
    assert LedgerEntry.objects.filter(kind="task.opened").count() == Task.objects.count()
    assert set(Task.objects.filter(done_at=None).values_list("params__stage", "role_code")) == {
        (150, "dispatcher"),
        (150, "manager"),
    }
    assert Task.objects.filter(done_at=None).count() == 2 * len(breached)
    assert (tampered(), broken_invariants()) == ([], [])


def next_in_line() -> UUID:
    """The request that the next alert is about."""
    alerts = REACTIONS.filter(status="todo", args__reaction__endswith="alert_about_request")
    (fact,) = alerts.order_by("id")[0].args["entry_ids"]
    return Clock.objects.get(pk=LedgerEntry.objects.get(pk=fact).subject_id).subject_id


def waits_for_a_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


class Web:
    """A web server that can be killed and started again at one address."""

    def __init__(self, started: Start) -> None:
        self.started, self.port = started, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = self.started("web", "--port", str(self.port))
        wait_until(self.answers)

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/healthz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False


@pytest.mark.parametrize("kills", [1, pytest.param(15, marks=pytest.mark.prove)])
def test_a_command_is_done_once_or_not_at_all(kills: int, started: Start, company, user_of) -> None:
    from aftercare.domains.accounts.actions import create_token

    RequestKind.objects.filter(pk="repair").update(auto_assign=True)  # so that each entry queues a reaction
    _token, secret = create_token(
        HOUSE, user_of("agent"), name="t", scopes=("all",), expires_at=now() + timedelta(days=1), at=now()
    )
    web, count, acknowledged = Web(started), 30 * (kills + 1), threading.Semaphore(0)

    def enter(n: int) -> str:
        """Send one command until it is answered, always under the same key."""
        body = {"customer": {"name": "王芳", "phone": "13800138000"}, "kind": "repair", "title": f"第{n}件"}
        headers = {"authorization": f"Bearer {secret}", "idempotency-key": f"command-{n}"}
        for _try in range(600):
            try:
                answer = httpx.post(f"{web.address}/api/v1/requests", json=body, headers=headers, timeout=30)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if answer.status_code == 201:
                acknowledged.release()
                return str(answer.json()["id"])
            assert answer.status_code in (409, 503), answer.text  # the same command is still at work
            time.sleep(0.1)
        raise AssertionError(f"command {n} was never answered")

    with ThreadPoolExecutor(6) as people:
        entered = [people.submit(enter, n) for n in range(count)]
        for _kill in range(kills):
            for _answer in range(20):
                assert acknowledged.acquire(timeout=60)
            kill(web.process)
            web.start()
        ids = [one.result(timeout=120) for one in entered]
    web.process.terminate()
    web.process.wait(20)
    kept = {str(one.id): one.title for one in ServiceRequest.objects.all()}
    assert kept == {id: f"第{n}件" for n, id in enumerate(ids)}
    facts = LedgerEntry.objects.filter(kind="request.submitted").values_list("id", flat=True)
    assert len(facts) == count
    jobs = REACTIONS.filter(args__reaction__endswith="assign_at_entry").values_list("args__entry_ids__0", flat=True)
    assert sorted(jobs) == sorted(facts)
    assert (tampered(), broken_invariants()) == ([], [])
