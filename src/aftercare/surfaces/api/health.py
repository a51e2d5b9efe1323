"""Alive, ready, measured: for whoever runs the installation. No token is asked, and nothing of customers is told."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import path
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from aftercare.kit.clock import now
from aftercare.surfaces.api.answers import answer

FRESH = 45  # seconds a worker's heartbeat counts; it beats every ten
STARTED = time.monotonic()
PAGE = os.sysconf("SC_PAGE_SIZE")
_migrated = False


def healthz(http: HttpRequest) -> HttpResponse:
    """This process answers."""
    return answer({"status": "alive"})


def readyz(http: HttpRequest) -> HttpResponse:
    """Database, migrations and a worker's heartbeat: 200 when all are there, 503 and which is missing otherwise."""
    checks = {"database": _database(), "migrations": False, "worker": False}
    if checks["database"]:
        checks |= {"migrations": _migrations(), "worker": _worker()}
    ready = all(checks.values())
    made = answer({"status": "ready" if ready else "not ready", "checks": checks}, status=200 if ready else 503)
    made._has_been_logged = True  # type: ignore[attr-defined]  # whoever asks has the answer
    return made


def metrics(http: HttpRequest) -> HttpResponse:
    """Figures of this process and of the job queue, in Prometheus' text format."""
    lines = [f"# HELP {name} {words}\n# TYPE {name} {kind}\n{rows()}" for name, kind, words, rows in FIGURES]
    made = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")
    made["Cache-Control"] = "no-store"
    return made


def _database() -> bool:
    try:
        connection.ensure_connection()
        return connection.is_usable()
    except Error:
        return False


def _migrations() -> bool:
    """Looked at until nothing is missing; it takes a new process to need another migration."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _worker() -> bool:
    try:
        return _workers() > 0
    except Error:  # the queue's own tables are not there yet
        return False


def _workers() -> int:
    heartbeats = ProcrastinateWorker.objects.values_list("last_heartbeat", flat=True)
    return sum((now() - beat).total_seconds() < FRESH for beat in heartbeats)


def _jobs() -> str:
    counts = dict(ProcrastinateJob.objects.values_list("status").annotate(n=Count("id")).order_by("status"))
    return "\n".join(f'aftercare_jobs{{status="{name}"}} {counts.get(name, 0)}' for name in ("todo", "doing", "failed"))


def _waiting() -> str:
    """How long the next job has been waiting: it grows when workers are missing or too few."""
    waiting = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).order_by("id").values("id")[:1]
    queued = ProcrastinateEvent.objects.filter(job__in=waiting, type="deferred").values_list("at", flat=True).first()
    return f"aftercare_oldest_job_seconds {(now() - queued).total_seconds() if queued else 0:.0f}"


def _memory() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


Figure = tuple[str, str, str, Callable[[], str]]
FIGURES: tuple[Figure, ...] = (
    (
        "aftercare_up_seconds",
        "gauge",
        "How long this process has been up.",
        lambda: f"aftercare_up_seconds {time.monotonic() - STARTED:.0f}",
    ),
    (
        "process_cpu_seconds_total",
        "counter",
        "CPU time of this process.",
        lambda: f"process_cpu_seconds_total {time.process_time():.2f}",
    ),
    (
        "process_resident_memory_bytes",
        "gauge",
        "Memory of this process.",
        lambda: f"process_resident_memory_bytes {_memory()}",
    ),
    ("aftercare_workers", "gauge", "Workers with a fresh heartbeat.", lambda: f"aftercare_workers {_workers()}"),
    ("aftercare_jobs", "gauge", "Jobs in the queue, by status.", _jobs),
    ("aftercare_oldest_job_seconds", "gauge", "How long the job first in line has been waiting.", _waiting),
)

urlpatterns = [path("healthz", healthz), path("readyz", readyz), path("metrics", metrics)]
