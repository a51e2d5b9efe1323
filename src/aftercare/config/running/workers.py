"""The worker: takes jobs from the database until told to stop, and outlives a restart of the database."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from psycopg_pool import AsyncConnectionPool

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0


def work(concurrency: int | None, *, grace: float | None) -> None:
    """Work until SIGINT or SIGTERM, then finish what is begun within `grace` seconds (the setting's, if None)."""
    options: dict[str, Any] = {
        "name": f"{socket.gethostname()}-{os.getpid()}",
        "concurrency": concurrency or settings.ENV.worker_concurrency,
        "install_signal_handlers": False,
    }
    if grace is not None:
        options["shutdown_graceful_timeout"] = grace
    asyncio.run(_work_until_told(options))


async def _work_until_told(options: dict[str, Any]) -> None:
    told = asyncio.Event()

    def stop() -> None:
        if told.is_set():  # asked twice: what is begun is left, and another worker will find it stalled
            os._exit(1)
        told.set()

    for order in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(order, stop)
    pause = FIRST_PAUSE
    while not told.is_set():
        began = asyncio.get_running_loop().time()
        await _work_once(options, told)
        if told.is_set():
            return
        pause = (
            FIRST_PAUSE if asyncio.get_running_loop().time() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        )
        log.warning("The worker lost the database; it tries again in %.1f s.", pause)
        await _first_of(told.wait(), asyncio.sleep(pause))


def connector(address: Mapping[str, Any]) -> PsycopgConnector:
    """The worker's own connections, which find a database that comes back as soon as those of the settings do."""
    return PsycopgConnector(kwargs=dict(address), reconnect_timeout=3, reconnect_failed=AsyncConnectionPool.check)


async def _work_once(options: dict[str, Any], told: asyncio.Event) -> None:
    """Run one worker until it is told to stop or the database is lost."""
    with app.replace_connector(connector(connector_params())):
        try:
            async with app.open_async():
                await _first_of(app.run_worker_async(**options), told.wait())
        except Exception:
            log.warning("The worker stopped.", exc_info=log.isEnabledFor(logging.DEBUG))


async def _first_of(*awaited: Any) -> None:
    """Wait for the first to finish, then cancel the others and let them end in order; the first's error is raised."""
    tasks = [asyncio.ensure_future(each) for each in awaited]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        task.result()
