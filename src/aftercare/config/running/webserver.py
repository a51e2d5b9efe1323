"""The web server: granian with one process, or several, that run the ASGI application."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from aftercare.kit.database.kinship import die_with

# Live updates are requests that never end by themselves; a stop does not wait for them longer than this.
STOPS_WITHIN = 5


def serve(host: str, port: int, *, workers: int = 1) -> None:
    """Serve until SIGINT or SIGTERM with so many processes; a serving process that dies is replaced."""
    if multiprocessing.get_start_method() == "fork":
        _load_once()
    server = Granian(
        "aftercare.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOPS_WITHIN,
    )
    server.serve(target_loader=application, wrap_loader=False)


def _load_once() -> None:
    """Load all code and words before the serving processes part from this one, so that its memory is theirs too."""
    import_module("aftercare.config.asgi")
    reverse("set_language")  # loads every address and what answers there
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Sign in")
    gc.collect()
    gc.freeze()


def application() -> Callable[..., Any]:
    """Called in the serving process: it must not outlive its parent, or it would keep the port."""
    die_with(os.getppid(), signal.SIGKILL)
    from aftercare.config.asgi import application

    return application
