"""The face of the embedded server: bring it up, use it, leave it."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from aftercare.kit.database.account import account_for
from aftercare.kit.database.binaries import Binaries, binaries_for
from aftercare.kit.database.cluster import DATABASE, ROLE, SUPERUSER, ensure_cluster
from aftercare.kit.database.liveness import Answer, knock
from aftercare.kit.database.locks import exclusive, held, opened, released, wait_for_end_of
from aftercare.kit.database.place import Place, settle
from aftercare.kit.database.trouble import DatabaseTrouble
from aftercare.kit.database.tuning import settings_for

PACKAGES = Path(__file__).resolve().parents[3]
SILENT_FOR = 60.0  # seconds without an answer; a server that says it is recovering may take longer
CALL_AGAIN_AFTER = 5.0
NO_ROOM = 17 * 1024 * 1024  # bytes; one segment of the write-ahead log is 16 MB


class Embedded:
    """One process's use of the server whose cluster lies in `folder`; the server runs while anybody uses it.

    `durable=False` gives up safety against a power cut for speed: for tests.
    """

    def __init__(self, folder: str | Path, *, durable: bool = True) -> None:
        self.folder = Path(folder).absolute()
        self.durable = durable
        self._place: Place | None = None
        self._lock: int | None = None
        self._guardian: subprocess.Popen[bytes] | None = None

    @property
    def place(self) -> Place:
        """Where the cluster really lies; known once it is up."""
        if self._place is None:
            raise DatabaseTrouble(f"The database in {self.folder} was not brought up.")
        return self._place

    @property
    def url(self) -> str:
        """The server's address as DATABASE_URL takes it."""
        return self._url_of(ROLE)

    @property
    def administration_url(self) -> str:
        """The same for the server's superuser: for what the application itself must not be able to do."""
        return self._url_of(SUPERUSER)

    def _url_of(self, role: str) -> str:
        return f"postgresql://{role}@/{DATABASE}?host={quote(str(self.place.socket_folder), safe='/')}"

    def up(self) -> str:
        """Join the server, making and starting it if need be; return its address once it answers."""
        if self._lock is not None:
            return self.url
        try:
            self._join()
        except OSError as error:
            self.leave()
            raise DatabaseTrouble(f"The database in {self.folder} is not usable: {error}.") from error
        except BaseException:
            self.leave()
            raise
        threading.Thread(target=self._replace_lost_guardians, name="database-watch", daemon=True).start()
        return self.url

    def leave(self) -> None:
        """Stop using the server; the guardian stops it if nobody else does."""
        lock, self._lock = self._lock, None
        if lock is not None:
            released(lock)

    def leave_stopped(self, *, patience: float = 30.0) -> None:
        """Leave, and if nobody else uses the server wait until it has stopped."""
        self.leave()
        end = time.monotonic() + patience
        time.sleep(0.1)  # the guardian is handed the lock at once
        while time.monotonic() < end and held(self.place.users_lock) and held(self.place.guardian_lock):
            time.sleep(0.02)

    def __enter__(self) -> Self:
        self.up()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def _join(self) -> None:
        account = account_for(self.folder / "cluster")
        self._place = place = settle(self.folder, account)
        binaries = binaries_for(account)
        with exclusive(place.start_lock):
            self._lock = opened(place.users_lock)
            fcntl.flock(self._lock, fcntl.LOCK_SH)  # waits here while a guardian is stopping the server
            ensure_cluster(place, binaries, account, durable=self.durable)
            place.make_socket_folder(account)
            self._bring_up(place, binaries)

    def _bring_up(self, place: Place, binaries: Binaries) -> None:
        """See to it that a guardian is at its post and the server answers."""
        end = time.monotonic() + SILENT_FOR
        log_size = place.log.stat().st_size if place.log.exists() else 0
        while self._lock is not None:
            answer = knock(place.socket, user=ROLE)
            guarded = held(place.guardian_lock)
            if answer is Answer.READY and guarded:
                return
            if answer is Answer.BUSY:
                end = time.monotonic() + SILENT_FOR
            code = self._guardian.poll() if self._guardian else 0
            if code == 1 or time.monotonic() > end:
                self._guardian = None
                cause = _cause(place, since=log_size)
                raise DatabaseTrouble(f"The database in {place.base} does not start: {cause}")
            if code is not None and not guarded:  # none called yet, or it was killed
                self._guardian = self._call_guardian(place, binaries)
            time.sleep(0.02)

    def _call_guardian(self, place: Place, binaries: Binaries) -> "subprocess.Popen[bytes]":
        # -S: the guardian needs no installed package, and starts in a third of the time without looking for them.
        program = [sys.executable, "-S", "-P", "-m", "aftercare.kit.database.guardian"]
        with place.log.open("ab") as log:
            return subprocess.Popen(
                [*program, place.base, binaries.folder, *settings_for(durable=self.durable)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=os.environ | {"PYTHONPATH": str(PACKAGES)},
                start_new_session=True,
            )

    def _replace_lost_guardians(self) -> None:
        """Wait, without cost, for the guardian's lock: it is given only when the guardian is dead."""
        place = self.place
        while self._lock is not None:
            wait_for_end_of(place.guardian_lock)
            if self._guardian is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._guardian.wait(1)
            if self._lock is None:
                return
            try:
                with exclusive(place.start_lock):
                    self._bring_up(place, binaries_for(account_for(place.cluster)))
            except (DatabaseTrouble, OSError) as error:
                print(f"aftercare: {error}", file=sys.stderr, flush=True)
                time.sleep(CALL_AGAIN_AFTER)


def _cause(place: Place, *, since: int) -> str:
    """Why the server does not start: a full disk, which leaves no room for a reason, else what the log says."""
    if shutil.disk_usage(place.base).free < NO_ROOM:
        return "no space is left on its disk."
    text = place.log.read_bytes()[since:].decode(errors="replace") if place.log.exists() else ""
    lines = [line for line in text.splitlines() if "FATAL:  the database system is" not in line]  # told to our knocks
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "Error" in line]
    return (telling or lines or ["it gave no answer and wrote no reason."])[-1].strip()
