"""A supervised process ends with its parent, however that ended."""

import os
import signal
import threading
import time

GRACE = 15.0  # seconds for an orderly end before the process is killed


def end_with_parent() -> None:
    """Watch standard input, a pipe whose other end only the parent holds: the kernel closes it when the parent dies."""
    threading.Thread(target=_watch, name="leash", daemon=True).start()


def _watch() -> None:
    # os.read, not sys.stdin: a lock held here would be inherited by processes forked meanwhile.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)
