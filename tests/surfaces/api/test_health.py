"""Alive, ready, measured."""

from django.db import connection
from django.test import Client


def beat() -> None:
    """A worker's heartbeat."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_a_process_that_answers_is_alive(client):
    assert client.get("/healthz").json() == {"status": "alive"}


def test_without_a_worker_nothing_is_ready(db, client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "checks": {"database": True, "migrations": True, "worker": False},
    }


def test_with_database_migrations_and_a_worker_all_is_ready(db, client):
    beat()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


def test_a_worker_silent_for_a_minute_does_not_count(db, client):
    beat()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    assert client.get("/readyz").status_code == 503


def test_a_database_that_is_away_is_told(db, client, monkeypatch):
    from django.db import OperationalError

    from aftercare.surfaces.api import health

    class Away:
        def ensure_connection(self):
            raise OperationalError("away")

    monkeypatch.setattr(health, "connection", Away())
    assert client.get("/readyz").json()["checks"] == {"database": False, "migrations": False, "worker": False}


def test_figures_are_told_in_prometheus_format(db):
    beat()
    answer = Client().get("/metrics")
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    told = dict(line.rsplit(" ", 1) for line in answer.content.decode().splitlines() if not line.startswith("#"))
    assert told["aftercare_workers"] == "1"
    assert told['aftercare_jobs{status="todo"}'] == "0"
    assert told["aftercare_oldest_job_seconds"] == "0"
    assert int(told["process_resident_memory_bytes"]) > 10_000_000
