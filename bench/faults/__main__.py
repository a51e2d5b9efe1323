"""`python -m bench.faults`: each fault in turn, and what callers saw of it."""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from psycopg.conninfo import make_conninfo

from bench.faults import blows, proof
from bench.faults.callers import CLEAR, Callers
from bench.faults.disk import NoSmallDisk, small_disk
from bench.faults.relay import relaying
from bench.places import Place, ready
from bench.stack import Stack, running
from bench.wire import Ask, send

CALLERS = 4
BEFORE = 5.0  # seconds of undisturbed work before a fault
CALM = 5.0  # seconds without trouble that count as normal again
PATIENCE = 240.0
GOAL = 30.0
Blow = Callable[[blows.Scene], float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one fault did."""

    name: str
    acknowledged: int
    said: Mapping[str, int]
    slowest: float
    normal_after: float | None
    reactions_after: float | None
    breaches: Sequence[str]

    @property
    def holds(self) -> bool:
        """Nothing lost, nothing twice, clear answers only, and normal again in time."""
        return not self.breaches and not self.unclear and (self.normal_after or PATIENCE) <= GOAL

    @property
    def unclear(self) -> list[str]:
        """Answers that left the caller guessing, or told of a mistake of ours."""
        return [f"{times} × {said}" for said, times in self.said.items() if said not in CLEAR]


@click.command()
@click.option("--only", default="", help="Faults whose name begins so.")
@click.option("--slow", default=0.5, show_default=True, help="Seconds of latency, each way.")
@click.option("--slow-for", default=20.0, show_default=True, help="Seconds that the latency lasts.")
@click.option("--full-for", default=15.0, show_default=True, help="Seconds that writes fail for the full disk.")
@click.option("--keep", is_flag=True, help="Leave the folder with the logs of web server and worker.")
def main(only: str, slow: float, slow_for: float, full_for: float, keep: bool) -> None:
    """Let each fault happen under load; the exit code is 1 where something does not hold."""
    faults: dict[str, tuple[Blow, float]] = {
        "database stopped at once": (blows.stop_at_once, 0.0),
        f"{slow * 1000:.0f} ms each way": (lambda scene: blows.slow_down(scene, slow), slow_for),
        "disk full": (blows.fill_up, full_for),
    }
    chosen = {name: fault for name, fault in faults.items() if name.startswith(only)}
    with _folder(keep=keep) as folder, contextlib.ExitStack() as stack:
        try:
            stack.enter_context(small_disk(folder / "database"))
        except NoSmallDisk as reason:
            click.echo(f"The full disk is left out: no small disk can be mounted here ({reason}).")
            chosen.pop("disk full", None)
        place = Place(folder)
        stack.enter_context(ready(place, 0, fresh=True))
        tokens = _company()
        outcomes = [_suffered(place, name, *fault, tokens) for name, fault in chosen.items()]
    if not all(outcome.holds for outcome in outcomes):
        raise click.ClickException("Something does not hold; see above.")


@contextlib.contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """A folder for this run alone, which the database's own account may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _company() -> list[str]:
    """A company with so many agents; returns the secret of a token of each."""
    from datetime import timedelta

    from aftercare.domains.accounts.actions import create_token, create_user, give_grant, set_up_company
    from aftercare.domains.requests.models import RequestKind
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    house, at = system("bench"), now()
    _made, administrator = set_up_company(
        house, company="华安电器", name="管理员", email="admin@example.com", password="only for a measurement",
        language="en", time_zone="Asia/Shanghai", at=at,
    )  # fmt: skip
    RequestKind.objects.filter(pk="repair").update(auto_assign=True)  # so that each entry queues a reaction
    secrets = []
    for n in range(CALLERS):
        agent = create_user(house, email=f"agent{n}@example.com", name=f"Agent {n}", unit=administrator.unit, at=at)
        give_grant(house, agent, role="agent", at=at)
        ends = at + timedelta(days=1)
        secrets.append(create_token(house, agent, name="bench", scopes=["all"], expires_at=ends, at=at)[1])
    return secrets


def _suffered(place: Place, name: str, blow: Blow, seconds: float, tokens: Sequence[str]) -> Outcome:
    """Let one fault happen to a system that has just started, and look at what became of it."""
    cluster = place.folder / "database" / "cluster"
    with (
        relaying(place.folder / "way", cluster / ".s.PGSQL.5432") as relay,
        (place.folder / "complaints.log").open("ab") as log,
    ):
        direct = os.environ["DATABASE_URL"]
        if blow is not blows.stop_at_once and "each way" in name:
            os.environ["DATABASE_URL"] = make_conninfo(direct, host=str(relay.door.parent))
        with running(place.postmaster, workers=1, log=log) as stack:
            os.environ["DATABASE_URL"] = direct
            _wait_until_ready(stack)
            with Callers(stack.port, tokens) as callers:
                time.sleep(BEFORE)
                ended = blow(blows.Scene(place, relay, callers, seconds))
                normal_after = _normal_after(stack, callers, ended)
            outcome = _looked_at(name, stack, callers, ended, normal_after)
    _tell(outcome)
    return outcome


def _looked_at(name: str, stack: Stack, callers: Callers, ended: float, normal_after: float | None) -> Outcome:
    from django.db import connection

    connection.close()
    connection.close_pool()  # what it holds was cut by the fault
    found = [f"{key} was never answered" for key in callers.never_answered]
    found += [f"process {child.args} ended" for child in stack.children if child.poll() is not None]
    reactions_after = proof.reactions_done(ended)
    found += proof.breaches(callers.acknowledged)
    slowest = max(one.ended - one.began for one in callers.tries)
    return Outcome(
        name, len(callers.acknowledged), callers.said(), slowest, normal_after, reactions_after, tuple(found)
    )


def _wait_until_ready(stack: Stack) -> None:
    ends = time.monotonic() + 60
    while not _ready(stack.port):
        if time.monotonic() > ends:
            raise click.ClickException("The system was not ready within a minute, before any fault.")
        time.sleep(0.25)


def _ready(port: int) -> bool:
    try:
        return send(port, Ask("GET", "/readyz", {})).status == 200
    except (OSError, IndexError, ValueError):
        return False


def _normal_after(stack: Stack, callers: Callers, ended: float) -> float | None:
    """Seconds until it was ready and every answer was normal; None where that did not come."""
    not_ready = ended
    while time.monotonic() < ended + PATIENCE:
        if not _ready(stack.port):
            not_ready = time.monotonic()
        trouble = max(not_ready, callers.last_trouble(), ended)
        if time.monotonic() > trouble + CALM and callers.calm_since(time.monotonic() - CALM):
            return trouble - ended
        time.sleep(0.25)
    return None


def _tell(outcome: Outcome) -> None:
    def shown(seconds: float | None) -> str:
        return "never" if seconds is None else f"{seconds:.1f} s"

    click.echo(f"\n{outcome.name}")
    rows = {
        "normal again after": shown(outcome.normal_after),
        "reactions all run after": shown(outcome.reactions_after),
        "writes acknowledged": f"{outcome.acknowledged:,}",
        "answers": ", ".join(f"{times:,} × {said}" for said, times in sorted(outcome.said.items())),
        "slowest answer": f"{outcome.slowest:.1f} s",
        "unclear answers": ", ".join(outcome.unclear) or "none",
        "lost, twice or broken": "; ".join(outcome.breaches[:10]) or "nothing",
    }
    for what, figure in rows.items():
        click.echo(f"  {what:24} {figure}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
