"""A new cluster, complete or not at all: made aside, furnished, then renamed into place."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aftercare.kit.database.account import Account
from aftercare.kit.database.binaries import Binaries
from aftercare.kit.database.place import Place
from aftercare.kit.database.trouble import DatabaseTrouble

SUPERUSER = "postgres"
ROLE = "aftercare"
DATABASE = "aftercare"
FIRST_WITH_BUILTIN_LOCALE = 17

# In template1, so that every database made later (for tests, for a restore) begins with them. The application's
# role is no superuser: what the ledger's triggers forbid, it cannot switch off.
_FURNISH_TEMPLATE = (
    "CREATE EXTENSION pg_trgm;",
    "CREATE EXTENSION btree_gist;",
    "CREATE EXTENSION unaccent;",
    "DO $$ BEGIN IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') "
    "THEN CREATE EXTENSION vector; END IF; END $$;",
)
_FURNISH_SERVER = (
    f"CREATE ROLE {ROLE} LOGIN CREATEDB IN ROLE pg_monitor;",
    f"CREATE DATABASE {DATABASE} OWNER {ROLE};",
)


def environment() -> dict[str, str]:
    """The caller's environment without anything that steers PostgreSQL or its language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def ensure_cluster(place: Place, binaries: Binaries, account: Account, *, durable: bool) -> None:
    """Make the cluster if there is none; refuse one that these binaries cannot read."""
    if not (place.cluster / "PG_VERSION").exists():
        _make(place, binaries, account, durable=durable)
        return
    made_by = (place.cluster / "PG_VERSION").read_text().strip()
    if made_by != str(binaries.major):
        raise DatabaseTrouble(
            f"The database in {place.cluster} was made by PostgreSQL {made_by}, but {binaries.folder} holds "
            f"PostgreSQL {binaries.major}. To move it: set PG_BIN to the programs of PostgreSQL {made_by}, run "
            f"`aftercare up` and save the database with pg_dump; stop it, rename {place.base}, unset PG_BIN, run "
            "`aftercare up` again and put the database back with pg_restore. docs/running.md shows both commands."
        )


def _make(place: Place, binaries: Binaries, account: Account, *, durable: bool) -> None:
    if place.cluster.exists() and any(place.cluster.iterdir()):
        raise DatabaseTrouble(
            f"{place.cluster} holds files but no PostgreSQL cluster (PG_VERSION is missing): put the missing files "
            "back, or rename the folder to begin with an empty database."
        )
    for abandoned in place.base.glob("cluster.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    # A new name each time: the initdb of a killed process may still be writing to the old one.
    draft = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=place.base))
    account.give(draft)
    locale = ["--locale=C.UTF-8"]
    if binaries.major >= FIRST_WITH_BUILTIN_LOCALE:
        locale.append("--locale-provider=builtin")
    programs = str(binaries.folder)
    options = [f"--username={SUPERUSER}", "--auth=trust", "--encoding=UTF8", "--data-checksums", "--no-instructions"]
    if not durable:
        options.append("--no-sync")
    _run([f"{programs}/initdb", "--pgdata", str(draft), *options, *locale], account)
    alone = [f"{programs}/postgres", "--single", "-D", str(draft), "-c", "exit_on_error=on"]
    if not durable:
        alone += ["-c", "fsync=off"]
    _run([*alone, "template1"], account, lines=_FURNISH_TEMPLATE)
    _run([*alone, "postgres"], account, lines=_FURNISH_SERVER)
    draft.rename(place.cluster)


def _run(command: Sequence[str], account: Account, *, lines: Sequence[str] = ()) -> None:
    said: dict[str, Any] = {"input": "".join(f"{line}\n" for line in lines), "text": True, "capture_output": True}
    done = subprocess.run(command, cwd="/", env=environment(), check=False, **said, **account.popen())
    if done.returncode != 0:
        words = (done.stderr.strip() or done.stdout.strip()).splitlines() or [f"exit code {done.returncode}"]
        wrong = next((line for line in words if "FATAL" in line or "error:" in line), words[-1])
        raise DatabaseTrouble(f"PostgreSQL could not make a database: {wrong}")
