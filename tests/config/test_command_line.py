"""Every command says in one sentence what is in its way."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from aftercare.config.commands import main, progress
from aftercare.config.commands.progress import said_when_slow
from aftercare.kit.errors import Refusal
from tests.config.conftest import SRC, aftercare, free_port


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_help_answers_without_loading_django() -> None:
    ask = "import sys; from aftercare.config.commands import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    ask += "sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], env={"PYTHONPATH": str(SRC)}, capture_output=True, text=True)
    assert done.returncode == 0
    assert "Start everything on this machine." in done.stdout


def commands_in(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    """The words of every command, those inside groups too."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands_in(command, *path, name)
        else:
            yield (*path, name)


@pytest.mark.parametrize("words", list(commands_in(main)), ids=" ".join)
def test_each_command_explains_itself_and_takes_a_data_folder(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*words, "--help"])
    assert done.exit_code == 0
    assert "--data DIRECTORY" in done.output


def test_an_unknown_option_is_answered_in_one_line() -> None:
    done = CliRunner().invoke(main, ["up", "--prot", "1"])
    assert done.exit_code == 2
    assert done.stderr == (
        "aftercare: No such option '--prot'. (Did you mean one of: '--host', '--port'?) See `aftercare up --help`.\n"
    )


@pytest.mark.parametrize("command", ["up", "web"])
def test_a_taken_port_is_refused_before_anything_is_started(command: str, empty_home: Path, taken_port: int) -> None:
    done = aftercare(empty_home, command, "--port", str(taken_port))
    assert done.returncode == 1
    assert done.stderr == (
        f"aftercare: Port {taken_port} on 127.0.0.1 is taken: stop what uses it, or choose another with --port.\n"
    )
    assert list(empty_home.iterdir()) == []


def test_an_address_of_another_machine_is_refused(empty_home: Path) -> None:
    done = aftercare(empty_home, "up", "--host", "192.0.2.1", "--port", str(free_port()))
    assert done.returncode == 1
    assert done.stderr == (
        "aftercare: 192.0.2.1 is no address of this machine (Cannot assign requested address): "
        "choose another with --host.\n"
    )


def test_a_database_that_does_not_answer_is_named_in_one_sentence(empty_home: Path) -> None:
    done = aftercare(empty_home, "migrate", DATABASE_URL=f"postgresql://somebody@127.0.0.1:{free_port()}/nothing")
    assert done.returncode == 1
    line = done.stderr.splitlines()[-1]
    assert line.startswith("aftercare: The database does not do what was asked: connection failed: ")
    assert "Connection refused" in line


def test_a_setting_that_cannot_be_read_is_named(empty_home: Path) -> None:
    done = aftercare(empty_home, "check", DATABASE_POOL="many")
    assert done.returncode == 1
    assert done.stderr == (
        "aftercare: The configuration is not usable: DATABASE_POOL: "
        "Input should be a valid integer, unable to parse string as an integer.\n"
    )


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(main, ["check", "--data", str(tmp_path / "file" / "data")])
    assert done.exit_code == 1
    assert done.stderr == f"aftercare: The data folder {tmp_path}/file/data cannot be made: Not a directory.\n"


def test_a_refusal_inside_a_command_is_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def refuse() -> None:
        raise Refusal("Only %(count)s on hand; 3 asked for.", count=1)

    monkeypatch.setattr(type(main), "get_command", lambda *_: refuse)
    done = CliRunner().invoke(main, ["refuse"])
    assert (done.exit_code, done.stderr) == (1, "aftercare: Only 1 on hand; 3 asked for.\n")


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def crash() -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(type(main), "get_command", lambda *_: crash)
    assert isinstance(CliRunner().invoke(main, ["crash"]).exception, KeyError)


def test_what_takes_long_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import time

    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    with said_when_slow("Counting stars"):
        time.sleep(0.2)
    with said_when_slow("Blinking"):
        pass
    time.sleep(0.1)
    assert capsys.readouterr().err == "Counting stars …\n"


def test_check_finds_what_is_missing(empty_home: Path) -> None:
    done = aftercare(empty_home, "check")
    assert done.returncode == 1
    assert done.stderr.endswith("aftercare: 1 of these must be mended.\n")
    assert done.stdout.splitlines()[-1].startswith("WRONG Migrations: ")
    assert done.stdout.endswith(" are missing: run `aftercare migrate`.\n")
    assert os.stat(empty_home).st_mode & 0o777 == 0o711
    assert os.stat(empty_home / "secret_key").st_mode & 0o777 == 0o600


def test_check_finds_what_is_fine(home: Path) -> None:
    done = aftercare(home, "check")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:] == [
        f"fine  Database: PostgreSQL 18.6 at {home}/database/cluster.",
        "fine  Extensions: btree_gist, pg_trgm, unaccent.",
        "fine  Migrations: the database is up to date.",
        "fine  Ledger: not sealed yet.",
        "note  Workers: none is at work now.",
        "note  Mail server: none is set: no mail leaves, and every message is kept as not sent.",
    ]


def test_a_reset_leaves_a_system_alone_that_is_no_demonstration(empty_home):
    done = aftercare(empty_home, "demo", "--reset")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("aftercare: This is not a demonstration company, so nothing is reset.\n")


def test_a_reset_touches_no_database_but_the_embedded_one(empty_home):
    done = aftercare(empty_home, "demo", "--reset", DATABASE_URL="postgresql://somebody@127.0.0.1:1/theirs")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "aftercare: Only the embedded database is made empty by a reset. Make the database that DATABASE_URL names "
        "anew yourself, then run `aftercare demo`.\n"
    )
