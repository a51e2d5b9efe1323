"""The account PostgreSQL runs as: the caller's own, but never root, which the server refuses."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftercare.kit.database.trouble import DatabaseTrouble

WHEN_ROOT = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of the machine, by number."""

    uid: int
    gid: int

    @property
    def foreign(self) -> bool:
        """Somebody else than the caller, so that folders and processes must be handed over."""
        return self.uid != os.geteuid()

    def popen(self) -> dict[str, Any]:
        """The arguments that make subprocess start a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.foreign else {}

    def give(self, folder: Path) -> None:
        """Hand a folder over."""
        if self.foreign:
            os.chown(folder, self.uid, self.gid)

    def reaches(self, folder: Path) -> bool:
        """Whether this account can step into the folder, as the kernel judges."""
        if not self.foreign:
            return True
        step = ["/bin/sh", "-c", 'cd "$0"', str(folder)]
        return subprocess.run(step, cwd="/", stderr=subprocess.DEVNULL, check=False, **self.popen()).returncode == 0


def account_for(cluster: Path) -> Account:
    """The owner of the cluster if there is one, else the caller, else `postgres` or `nobody` in root's place."""
    me = os.geteuid()
    held = cluster.stat() if cluster.exists() else None
    if held and held.st_uid != 0:  # root's own can only be an empty folder
        if me not in (0, held.st_uid):
            raise DatabaseTrouble(f"The database in {cluster} belongs to {_name(held.st_uid)}: run this as that user.")
        return Account(held.st_uid, held.st_gid)
    if me != 0:
        return Account(me, os.getegid())
    for name in WHEN_ROOT:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise DatabaseTrouble("PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody': add one.")


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
