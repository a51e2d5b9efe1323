"""The processes `up` starts, all of them commands of this same installation."""

import subprocess
import sys
from collections.abc import Mapping

import click

from aftercare.config.running.supervisor import Child
from aftercare.config.running.welcome import FIRST_RUN

PROGRAM = (sys.executable, "-P", "-m", "aftercare.config.commands")


def standard_children(host: str, port: int) -> list[Child]:
    """One web server and one worker."""
    return [
        Child("web", [*PROGRAM, "web", "--host", host, "--port", str(port), "--supervised"]),
        Child("worker", [*PROGRAM, "worker", "--supervised"]),
    ]


def prepared(environment: Mapping[str, str], *, demo: bool) -> str | None:
    """Prepare the system in a process of its own, so that `up` stays small; the path of the first-run page if open."""
    command = [*PROGRAM, "prepare", *(["--demo"] if demo else [])]
    first_run = None
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith(FIRST_RUN):
                first_run = line.removeprefix(FIRST_RUN).strip()
            else:
                click.echo(line, nl=False)
        if process.wait() != 0:
            raise SystemExit(1)  # the process has said why
    return first_run
