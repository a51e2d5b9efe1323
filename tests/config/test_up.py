"""`aftercare up` serves, mends what is killed, and stops when it is told to or killed itself."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.config.conftest import PROGRAM, Installation, aftercare, environment, processes_of, wait_until

Install = Callable[[Path], Installation]


def kill(*pids: int) -> None:
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def postmaster(home: Path) -> int:
    return int((home / "database" / "cluster" / "postmaster.pid").read_text().split()[0])


def stopped_cleanly(home: Path) -> bool:
    return not processes_of(home) and not (home / "database" / "cluster" / "postmaster.pid").exists()


def test_an_empty_folder_becomes_a_serving_system_that_stops_on_ctrl_c(empty_home: Path, install: Install) -> None:
    installation = install(empty_home)
    assert installation.serves()
    assert f"begin here: http://127.0.0.1:{installation.port}/first-run/" in installation.said()
    wait_until(lambda: installation.latest_worker() > 0)
    assert installation.stop(signal.SIGINT) == 0
    assert installation.said().endswith("Stopped.\n")
    assert stopped_cleanly(empty_home)


def test_killed_it_takes_everything_along_and_the_next_one_recovers(home: Path, install: Install) -> None:
    installation = install(home)
    kill(installation.process.pid)
    installation.process.wait()
    wait_until(lambda: stopped_cleanly(home), within=20)
    again = install(home)
    assert again.serves()
    assert again.stop(signal.SIGTERM) == 0
    assert stopped_cleanly(home)


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
    wait_until(lambda: running.latest_worker() > 0)
    before = running.latest_worker()
    (killed,) = processes_of(running.home, "worker")
    kill(killed)
    wait_until(lambda: running.latest_worker() > before)
    assert killed not in processes_of(running.home, "worker")


def test_killed_database_answers_again_without_a_hand(running: Installation) -> None:
    wait_until(lambda: running.latest_worker() > 0)
    before = running.latest_worker()
    killed, worker = postmaster(running.home), processes_of(running.home, "worker")
    kill(killed)
    wait_until(lambda: running.works() and postmaster(running.home) != killed)
    wait_until(lambda: running.latest_worker() > before)
    assert processes_of(running.home, "worker") == worker


def test_killed_guardian_is_replaced(running: Installation) -> None:
    (killed,) = processes_of(running.home, "aftercare.kit.database.guardian")
    kill(killed)
    wait_until(
        lambda: processes_of(running.home, "aftercare.kit.database.guardian") not in ([], [killed]) and running.works()
    )


def test_web_and_worker_run_apart_on_one_database(home: Path) -> None:
    workers = [subprocess.Popen([*PROGRAM, "worker"], env=environment(home)) for _ in range(2)]
    wait_until(lambda: "2 at work." in aftercare(home, "check").stdout, within=60)
    for worker in workers:
        worker.terminate()
    assert [worker.wait(15) for worker in workers] == [0, 0]
    wait_until(lambda: stopped_cleanly(home), within=10)


def test_several_may_migrate_at_once(migrations: tuple[Path, list[str]]) -> None:
    one, other = migrations[1]
    assert one.endswith(" migrations applied.\n")
    assert other == "The database is up to date.\n"
