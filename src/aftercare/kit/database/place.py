"""Where a cluster lies: its folder, locks, log and socket, also when the wanted folder is out of the server's reach."""

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from aftercare.kit.database.account import Account
from aftercare.kit.database.trouble import DatabaseTrouble

# Clusters of data folders that the server's account cannot enter (a home of mode 0700, used by root).
REACHABLE = Path("/var/lib/aftercare")
SOCKET = ".s.PGSQL.5432"
# The kernel takes 107 bytes; a path near it would break for a name that is one letter longer.
LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True)
class Place:
    """Everything that belongs to one cluster, under one folder."""

    base: Path

    @property
    def cluster(self) -> Path:
        return self.base / "cluster"

    @property
    def log(self) -> Path:
        return self.base / "postgres.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the server; exclusive by a guardian that stops it."""
        return self.base / "users.lock"

    @property
    def start_lock(self) -> Path:
        """Held by the one process that makes or starts the server."""
        return self.base / "start.lock"

    @property
    def guardian_lock(self) -> Path:
        """Held by the guardian for as long as it lives."""
        return self.base / "guardian.lock"

    @property
    def socket_folder(self) -> Path:
        """The cluster itself, or a short folder named after it where the path would be too long for a socket."""
        if len(os.fsencode(self.cluster / SOCKET)) <= LONGEST_SOCKET_PATH:
            return self.cluster
        short = f"aftercare-{hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:16]}"
        return Path("/tmp") / short  # nosec B108  its owner and mode are checked in make_socket_folder

    @property
    def socket(self) -> Path:
        return self.socket_folder / SOCKET

    def make_socket_folder(self, account: Account) -> None:
        """Make the short folder; refuse one that somebody else put there, for it could be a trap."""
        folder = self.socket_folder
        if folder == self.cluster:
            return
        try:
            folder.mkdir(mode=0o700)
            account.give(folder)
        except FileExistsError:
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
                raise DatabaseTrouble(
                    f"{folder} is needed for the database's socket but is not a private folder of its account: "
                    "remove it, or choose a data folder with a shorter path."
                ) from None

    def drop_socket_folder(self) -> None:
        """Leave nothing in /tmp when the server has stopped."""
        if self.socket_folder != self.cluster:
            with contextlib.suppress(OSError):  # not empty: a killed server's socket, overwritten by the next one
                self.socket_folder.rmdir()


def settle(folder: Path, account: Account) -> Place:
    """The place of the cluster wanted in this folder: the folder, or where its symbolic link leads.

    Where the server's account cannot enter the folder, the cluster goes to a folder it can enter and a symbolic link
    is left behind: whoever looks into the data folder sees where the database lies.
    """
    if folder.is_symlink() and not folder.exists():
        raise DatabaseTrouble(
            f"The database of {folder.parent} lay in {folder.readlink()}, which is gone: put it back, "
            f"or remove the link {folder} to begin with an empty one."
        )
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseTrouble(f"The folder {folder} cannot be made: {error.strerror}.") from error
    folder = folder.resolve()
    if not os.access(folder, os.W_OK):
        raise DatabaseTrouble(f"The folder {folder} is not writable: choose another data folder.")
    return Place(folder if account.reaches(folder) else _moved_aside(folder))


def _moved_aside(folder: Path) -> Path:
    if any(folder.iterdir()):
        raise DatabaseTrouble(
            f"The account PostgreSQL runs as cannot enter {folder}: open its parent folders (chmod o+x), "
            "or move the data folder."
        )
    try:
        REACHABLE.mkdir(mode=0o755, parents=True, exist_ok=True)
        name = re.sub(r"[^A-Za-z0-9]+", "-", str(folder.parent)).strip("-")[-40:]
        base = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=REACHABLE))
        base.chmod(0o755)
    except OSError as error:
        raise DatabaseTrouble(
            f"The account PostgreSQL runs as cannot enter {folder}, and {REACHABLE} cannot be used instead "
            f"({error.strerror}): choose a data folder that is open to other users."
        ) from error
    folder.rmdir()
    folder.symlink_to(base)
    return base
