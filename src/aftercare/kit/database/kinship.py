"""A child that does not outlive its parent, however the parent ends."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with(parent: int, order: signal.Signals) -> None:
    """Ask the kernel to send this process `order` when its parent ends; called in the child, after any setuid.

    Only Linux knows how; elsewhere a child notices a lost parent by other means.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(PR_SET_PDEATHSIG, int(order))
    if os.getppid() != parent:  # it ended before the kernel was asked
        os.kill(os.getpid(), order)
