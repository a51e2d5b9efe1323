"""The real web server over the tests' database, as `aftercare web` starts it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from django.db import connection


@contextlib.contextmanager
def running(home: Path, **environment: str) -> Iterator[str]:
    """Start the server on a free port; the address is given once it answers."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "aftercare.config.commands", "web", "--port", str(port), "--data", str(home)]
    known = {**os.environ, "DATABASE_URL": database_address(), "DJANGO_SETTINGS_MODULE": "aftercare.config.settings"}
    known["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    server = subprocess.Popen(command, env={**known, **environment})
    try:
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def database_address() -> str:
    """The tests' own database as an address."""
    known = connection.settings_dict
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    port = f"&port={known['PORT']}" if known["PORT"] else ""
    return f"postgresql://{known['USER']}{password}@/{known['NAME']}?host={known['HOST']}{port}"


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        assert server.poll() is None, "The server ended before it answered."
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(address, timeout=2).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within thirty seconds.")
