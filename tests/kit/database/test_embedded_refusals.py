"""What stands in the way of the embedded server is said in one sentence, and left as it was."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from tests.kit.database.conftest import SRC, USER, nothing_runs, wait_until

from aftercare.kit.database import DatabaseTrouble, Embedded, server
from aftercare.kit.database.place import Place


def trouble(folder: Path) -> str:
    with pytest.raises(DatabaseTrouble) as refused:
        Embedded(folder, durable=False).up()
    return refused.value.sentence


def test_a_cluster_of_another_major_version_is_refused_with_the_way_to_move_it(empty: Path) -> None:
    (empty / "cluster").mkdir(parents=True)
    (empty / "cluster" / "PG_VERSION").write_text("13\n")
    sentence = trouble(empty)
    assert sentence.startswith(f"The database in {empty}/cluster was made by PostgreSQL 13, but ")
    assert sentence.endswith(
        "To move it: set PG_BIN to the programs of PostgreSQL 13, run `aftercare up` and save the database with "
        f"pg_dump; stop it, rename {empty}, unset PG_BIN, run `aftercare up` again and put the database back with "
        "pg_restore. docs/running.md shows both commands."
    )
    assert [path.name for path in (empty / "cluster").iterdir()] == ["PG_VERSION"]


def test_a_cluster_folder_without_a_version_is_left_alone(empty: Path) -> None:
    (empty / "cluster" / "base").mkdir(parents=True)
    assert trouble(empty) == (
        f"{empty}/cluster holds files but no PostgreSQL cluster (PG_VERSION is missing): put the missing files back, "
        "or rename the folder to begin with an empty database."
    )
    assert [path.name for path in (empty / "cluster").iterdir()] == ["base"]


def test_a_cluster_left_half_made_is_begun_anew(empty: Path) -> None:
    half = empty / "cluster.new-x" / "base"
    half.mkdir(parents=True)
    with Embedded(empty, durable=False) as embedded, psycopg.connect(embedded.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not half.exists()


@pytest.mark.parametrize("after", [0.15, 0.4, 0.7])
def test_a_process_killed_while_making_the_cluster_leaves_the_next_one_free_to_make_it(
    empty: Path, after: float
) -> None:
    maker = subprocess.Popen([sys.executable, "-c", USER, str(empty), "fleeting"], env={"PYTHONPATH": str(SRC)})
    time.sleep(after)
    maker.kill()
    maker.wait()
    with Embedded(empty, durable=False) as embedded, psycopg.connect(embedded.url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_database WHERE datname = 'aftercare'").fetchone() == (1,)
    wait_until(lambda: nothing_runs(empty))


def test_a_server_that_cannot_start_gives_its_own_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = folder / "cluster" / "postgresql.conf"
    right = settings.read_text()
    settings.write_text("no_such_setting = on\n")
    monkeypatch.setattr(server, "SILENT_FOR", 1.0)
    sentence = trouble(folder)
    assert sentence.startswith(f"The database in {folder} does not start: ")
    assert "FATAL" in sentence and "postgresql.conf" in sentence
    settings.write_text(right)
    with Embedded(folder, durable=False) as embedded:
        assert embedded.url == f"postgresql://aftercare@/aftercare?host={folder}/cluster"


def test_a_full_disk_is_named_as_the_cause(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "cluster" / "postgresql.conf").write_text("no_such_setting = on\n")
    monkeypatch.setattr(server, "SILENT_FOR", 0.5)
    monkeypatch.setattr(server, "NO_ROOM", shutil.disk_usage(folder).total + 1)
    assert trouble(folder) == f"The database in {folder} does not start: no space is left on its disk."


def test_a_pid_file_from_before_a_restart_of_the_machine_does_not_matter(folder: Path) -> None:
    embedded = Embedded(folder, durable=False)
    embedded.up()
    pid_file = folder / "cluster" / "postmaster.pid"
    left_behind = pid_file.read_text().splitlines()[1:]
    embedded.leave_stopped()
    account = (folder / "cluster").stat()
    stranger = subprocess.Popen(["/bin/sleep", "60"], user=account.st_uid)
    pid_file.write_text("\n".join([str(stranger.pid), *left_behind]))
    with embedded, psycopg.connect(embedded.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    stranger.kill()
    stranger.wait()


def test_a_folder_whose_cluster_was_taken_away_does_not_begin_empty(empty: Path) -> None:
    empty.symlink_to(empty.parent / "elsewhere")
    assert trouble(empty) == (
        f"The database of {empty.parent} lay in {empty.parent}/elsewhere, which is gone: put it back, "
        f"or remove the link {empty} to begin with an empty one."
    )
    empty.unlink()


def test_binaries_named_where_there_are_none_are_refused(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", "/nowhere/bin")
    assert trouble(empty) == "PG_BIN names /nowhere/bin, where there is no program 'postgres'."
    assert not (empty / "cluster").exists()


def test_a_socket_folder_laid_by_somebody_else_is_no_way_in(empty: Path) -> None:
    deep = empty.parent / ("long-" * 22) / "database"
    trap = Place(deep).socket_folder
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    assert trouble(deep) == (
        f"{trap} is needed for the database's socket but is not a private folder of its account: remove it, "
        "or choose a data folder with a shorter path."
    )
    trap.rmdir()
