"""The embedded server is there while somebody uses it, and only then."""

import contextlib
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
from tests.kit.database.conftest import guardians, nothing_runs, wait_until

from aftercare.kit.database import Embedded
from aftercare.kit.database.residents import residents

Join = Callable[..., "subprocess.Popen[str]"]


def answer(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        assert row
        return row[0]


def test_a_new_cluster_has_the_database_and_its_extensions(empty: Path) -> None:
    server = Embedded(empty, durable=False)
    server.up()
    facts = "SELECT concat_ws(' ', current_database(), pg_encoding_to_char(encoding), datlocale) FROM pg_database \
        WHERE datname = current_database()"
    assert answer(server.url, facts) == "aftercare UTF8 C.UTF-8"
    wanted = "SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'btree_gist', 'unaccent')"
    assert answer(server.url, wanted) == 3
    server.leave()


def test_the_application_is_no_superuser_but_may_make_databases(server: Embedded) -> None:
    rights = "SELECT rolsuper::text || ' ' || rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert answer(server.url, rights) == "false true"
    assert answer(server.administration_url, rights) == "true true"


def test_nothing_a_customer_was_promised_can_be_lost_with_the_power(folder: Path) -> None:
    with Embedded(folder) as embedded:
        kept = [answer(embedded.url, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")]
        assert kept == ["on", "on", "on"]
        assert answer(embedded.url, "SHOW data_checksums") == "on"
        assert answer(embedded.url, "SHOW listen_addresses") == ""
        embedded.leave_stopped()


def test_the_server_stops_with_its_only_user_and_keeps_what_was_written(folder: Path) -> None:
    embedded = Embedded(folder, durable=False)
    with psycopg.connect(embedded.up()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    embedded.leave_stopped()
    wait_until(lambda: nothing_runs(folder), within=5)
    assert answer(embedded.up(), "SELECT answer FROM kept") == 42
    embedded.leave()


def test_two_users_share_one_server_and_the_last_one_ends_it(server: Embedded, folder: Path, join: Join) -> None:
    other = join()
    assert len(guardians(folder)) == 1
    server.leave_stopped()
    assert answer(server.url, "SELECT 1") == 1
    other.communicate("")
    wait_until(lambda: nothing_runs(folder), within=10)


def test_many_who_start_at_once_make_one_cluster(empty: Path) -> None:
    users = [Embedded(empty, durable=False) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        urls = set(threads.map(lambda user: user.up(), users))
    assert urls == {f"postgresql://aftercare@/aftercare?host={empty.resolve()}/cluster"}
    assert len(guardians(empty)) == 1
    for user in users:
        user.leave()


def test_the_next_user_waits_while_the_server_stops(folder: Path) -> None:
    for _ in range(5):
        embedded = Embedded(folder, durable=False)
        assert answer(embedded.up(), "SELECT 1") == 1
        embedded.leave()
    wait_until(lambda: not residents(folder / "cluster"), within=10)


def test_two_data_folders_with_long_paths_have_two_servers(empty: Path) -> None:
    deep = empty.parent / ("long-" * 20) / ("longer-" * 10)
    first, second = Embedded(deep / "one", durable=False), Embedded(deep / "two", durable=False)
    with psycopg.connect(first.up()) as connection:
        connection.execute("CREATE TABLE only_here ()")
    assert answer(second.up(), "SELECT to_regclass('only_here') IS NULL") is True
    assert first.place.socket_folder.parent == second.place.socket_folder.parent == Path("/tmp")
    for embedded in (first, second):
        embedded.leave_stopped()
        assert not embedded.place.socket_folder.exists()


def test_the_log_repeats_no_words_that_people_typed(server: Embedded) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE person (name text UNIQUE CHECK (length(name) < 20))")
        for name in ("Wang Fang", "Wang Fang", "Wang Fang of Lujiazui Ring Road"):
            with contextlib.suppress(psycopg.IntegrityError), connection.transaction():
                connection.execute("INSERT INTO person VALUES (%s)", [name])
    logged = server.place.log.read_text()
    assert ("duplicate key" in logged, "violates check constraint" in logged, "Wang Fang" in logged) == (
        True, True, False,
    )  # fmt: skip
