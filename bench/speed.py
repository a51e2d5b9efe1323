"""`python -m bench.speed`: what each operation costs, measured on the running system through HTTP."""

import random
import statistics
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from typing import Any

import click
import psycopg

from bench.operations import Operation, Things, operations
from bench.places import Place, click_options, ready
from bench.stack import Cost, Stack, running
from bench.statements import Asked, Listening, bare_seconds
from bench.wire import Answer, Ask, send

WARM = 40
SECONDS = 12.0  # an operation is asked no longer than this
COLUMNS = ("CPU ms", "app", "db", "SQL", "+tx", "p50", "p95", "/s", "bare", "ratio")
HEAD = f"{'operation':38} {'c':>2} " + " ".join(f"{name:>7}" for name in COLUMNS)


@click.command()
@click.option("--requests", default=100_000, show_default=True, help="How many were loaded.")
@click.option("--concurrency", default="1,8", show_default=True, help="How many callers at once.")
@click.option("--only", default="", help="Operations whose name begins so.")
@click_options
def main(requests: int, concurrency: str, only: str, place: Place) -> None:
    """Measure; prints one line for each operation and number of callers."""
    with ready(place, requests):
        things = _things(requests)
        chosen = [one for one in operations(things) if one.name.startswith(only)]
        asked = _statements(place, requests, chosen)
        click.echo(HEAD)
        with (
            running(place.postmaster, workers=1) as stack,
            psycopg.connect(place.url_of(requests), autocommit=True) as own,
        ):
            for callers in map(int, concurrency.split(",")):
                click.echo(f"yardstick: ten million additions in {yardstick():.0f} ms CPU")
                for one in chosen:
                    click.echo(measured(stack, one, callers, asked[one.name], own))
            click.echo(f"memory of the web server with two processes: {stack.memory():.0f} MB (PSS)")


def yardstick() -> float:
    """Milliseconds of CPU for a fixed piece of work: how much the machine's other work slows every instruction."""
    began, sum_ = time.process_time(), 0
    for number in range(10_000_000):
        sum_ += number
    return (time.process_time() - began) * 1000


def measured(stack: Stack, one: Operation, callers: int, asked: Asked, own: "psycopg.Connection[Any]") -> str:
    """The figures of one operation; a wrong answer ends the run."""
    dice = random.Random(callers)
    questions = [one.ask(dice) for _ in range(one.times)]
    _check(one, _asked(stack.port, questions[:WARM], callers))
    before, began = stack.cost(), time.perf_counter()
    answers = _asked(stack.port, questions[WARM:], callers)
    spent, cost = time.perf_counter() - began, stack.cost() - before
    _check(one, answers)
    waited = sorted(seconds for _answer, _expected, seconds in answers)
    bare = statistics.median(bare_seconds(own, asked) for _ in range(20)) if callers == 1 else 0.0
    return _line(one, callers, cost, asked, waited, len(answers) / spent, bare)


def _line(
    one: Operation, callers: int, cost: Cost, asked: Asked, waited: Sequence[float], rate: float, bare: float
) -> str:
    each = 1000 / len(waited)
    p50, p95 = waited[len(waited) // 2] * 1000, waited[int(len(waited) * 0.95)] * 1000
    figures = [cost.whole * each, cost.application * each, cost.database * each, asked.count, asked.frames]
    figures += [p50, p95, rate, *([bare * 1000, p50 / bare / 1000] if bare else [])]
    shown = (f"{figure:7d}" if isinstance(figure, int) else f"{figure:7.2f}" for figure in figures)
    return f"{one.name:38} {callers:2} " + " ".join(shown)


def _asked(port: int, questions: Sequence[tuple[Ask, Any]], callers: int) -> list[tuple[Answer, Any, float]]:
    waiting, ends = deque(questions), time.perf_counter() + SECONDS

    def call() -> list[tuple[Answer, Any, float]]:
        done = []
        while time.perf_counter() < ends:
            try:
                ask, expected = waiting.popleft()
            except IndexError:
                break
            began = time.perf_counter()
            answer = send(port, ask)
            done.append((answer, expected, time.perf_counter() - began))
        return done

    with ThreadPoolExecutor(callers) as pool:
        return [each for done in pool.map(lambda _n: call(), range(callers)) for each in done]


def _check(one: Operation, answers: Sequence[tuple[Answer, Any, float]]) -> None:
    for answer, expected, _seconds in answers:
        if wrong := one.wrong(answer, expected):
            raise click.ClickException(f"{one.name}: a wrong answer, {wrong}")


def _statements(place: Place, count: int, chosen: Sequence[Operation]) -> dict[str, Asked]:
    """The statements of each operation once caches are warm, in a server that nobody else uses."""
    found = {}
    with Listening(place, count) as listening, running(place.postmaster) as stack:
        dice = random.Random(3)
        for one in chosen:
            for _ in range(12):
                send(stack.port, one.ask(dice)[0])
            listening.since()
            send(stack.port, one.ask(dice)[0])
            found[one.name] = listening.since()
    return found


def _things(count: int) -> Things:
    from aftercare.domains.accounts.actions import create_token
    from aftercare.domains.accounts.models import User
    from aftercare.domains.customers.models import Customer
    from aftercare.domains.requests.models import ServiceRequest
    from aftercare.domains.requests.states import OPEN
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    dice, at = random.Random(5), now()
    agents = list(User.objects.filter(email__startswith="agent").order_by("email"))
    tokens = [
        create_token(system("bench"), one, name="bench", scopes=["all"], expires_at=at + timedelta(days=1), at=at)[1]
        for one in agents
    ]
    running_ = list(ServiceRequest.objects.filter(state__in=OPEN).order_by("id").values_list("pk", "number"))
    some = dice.sample(running_, min(2000, len(running_)))
    return Things(
        count=count,
        open=[pk for pk, _number in some],
        numbers=dict(some),
        customers=list(Customer.objects.order_by("id").values_list("pk", flat=True)),
        texts=list(ServiceRequest.objects.order_by("id").values_list("title", "description")[:500]),
        tokens=tokens,
        cookies=[_session(one) for one in agents],
    )


def _session(user: Any) -> str:
    """A session as signing in leaves it."""
    store = import_module("django.contrib.sessions.backends.db").SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    main()
