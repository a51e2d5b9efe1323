"""`aftercare up` serves, mends what is killed, and stops when it is told to or killed itself."""

import os
import re
import signal
import subprocess
from pathlib import Path

from tests.config.conftest import (
    PROGRAM,
    FirstStart,
    Installation,
    asked,
    environment,
    latest_worker,
    processes_of,
    stopped_cleanly,
    wait_until,
)

NONE = 0


def kill(*pids: int) -> None:
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def postmaster(home: Path) -> int:
    """The server's process; NONE while there is none, or its file is just being written."""
    try:
        return int((home / "database" / "cluster" / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError):
        return NONE


def test_an_empty_folder_becomes_a_system_that_is_ready_and_shows_where_to_begin(first_start: FirstStart) -> None:
    assert first_start.became_ready
    (link,) = [line for line in first_start.up_said.splitlines() if line.startswith("No administrator")]
    assert re.fullmatch(
        r"No administrator exists yet; begin here: http://127\.0\.0\.1:\d+/first-run/\?key=\S{20,}", link
    )


def test_ctrl_c_stops_everything_in_order(first_start: FirstStart) -> None:
    assert first_start.exit_code == 0
    assert first_start.up_said.endswith("Stopped.\n")
    assert first_start.stopped_cleanly


def test_several_may_start_and_migrate_at_once(first_start: FirstStart) -> None:
    assert re.fullmatch(r"(\d+ migrations applied|The database is up to date)\.\n", first_start.migrate_said)


def test_killed_web_server_serves_again(running: Installation) -> None:
    served_by = processes_of(running.home, "web")
    kill(served_by[0])
    wait_until(lambda: not set(served_by) & set(processes_of(running.home, "web")) and running.works())
    assert "The web was ended by SIGKILL; it is started again in" in running.said()


def test_killed_serving_process_is_replaced(running: Installation) -> None:
    wait_until(lambda: len(processes_of(running.home, "web")) == 2)
    main, serving = processes_of(running.home, "web")
    kill(serving)
    wait_until(lambda: serving not in processes_of(running.home, "web") and running.works())
    assert main in processes_of(running.home, "web")


def test_killed_worker_works_again(running: Installation) -> None:
    wait_until(lambda: latest_worker(running.home) > 0)
    before = latest_worker(running.home)
    (killed,) = processes_of(running.home, "worker")
    kill(killed)
    wait_until(lambda: latest_worker(running.home) > before)
    assert killed not in processes_of(running.home, "worker")


def test_what_falls_due_is_looked_for_every_few_seconds(running: Installation) -> None:
    last = "SELECT max(defer_timestamp) FROM procrastinate_periodic_defers WHERE task_name = 'requests.sweep_overdue'"
    wait_until(lambda: asked(running.home, f"SELECT coalesce(({last}), 0)") > 0)
    for _time in range(2):
        before = asked(running.home, last)
        wait_until(lambda before=before: asked(running.home, last) > before, within=10)  # type: ignore[misc]


def test_killed_database_answers_again_without_a_hand(running: Installation) -> None:
    wait_until(lambda: latest_worker(running.home) > 0)
    before = latest_worker(running.home)
    killed, worker = postmaster(running.home), processes_of(running.home, "worker")
    kill(killed)
    wait_until(lambda: running.works() and postmaster(running.home) not in (killed, NONE))
    wait_until(lambda: latest_worker(running.home) > before)
    assert processes_of(running.home, "worker") == worker


def test_killed_guardian_is_replaced(running: Installation) -> None:
    (killed,) = processes_of(running.home, "aftercare.kit.database.guardian")
    kill(killed)
    wait_until(
        lambda: processes_of(running.home, "aftercare.kit.database.guardian") not in ([], [killed]) and running.works()
    )


def test_killed_it_takes_everything_along_and_the_next_one_recovers(running: Installation) -> None:
    kill(running.process.pid)
    running.process.wait()
    wait_until(lambda: stopped_cleanly(running.home), within=20)
    running.start()
    wait_until(running.works)
    assert running.stop(signal.SIGTERM) == 0
    assert stopped_cleanly(running.home)


def test_workers_run_apart_and_the_last_one_stops_the_database(home: Path) -> None:
    workers = [subprocess.Popen([*PROGRAM, "worker"], env=environment(home)) for _ in range(2)]
    wait_until(lambda: asked(home, "SELECT count(*) FROM procrastinate_workers") == 2, within=60)
    for worker in workers:
        worker.terminate()
    assert [worker.wait(15) for worker in workers] == [0, 0]
    wait_until(lambda: stopped_cleanly(home), within=10)
