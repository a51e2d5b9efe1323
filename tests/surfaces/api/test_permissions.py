"""Who may call what: a table with a row for every operation, and every cell of it tried.

A cell is the status a good call is answered with. `outsider` is a service manager of another part of the company: what
is out of reach answers as if it were not there. A new operation without a row fails; run this file with
PRINT_PERMISSIONS=1 to see the table as it would be, and look at it before you write it down.
"""

import os
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from aftercare.surfaces.api import limits
from tests.surfaces.api.cast import Sample, Upload
from tests.surfaces.api.client import Api
from tests.surfaces.api.world import World

TABLE = Path(__file__).with_name("permissions.txt")
CALLERS = (
    "administrator", "manager", "agent", "dispatcher", "engineer", "callback", "keeper", "parts_approver", "complaints",
    "order_clerk", "order_reviewer", "editor", "analyst", "stranger", "outsider",
)  # fmt: skip
NOWHERE = "01a20127-bdc8-773e-8da4-c162f53d77e0"
EVERYBODYS = {
    *("list_permission_requests", "create_permission_request", "list_views"),  # whoever signs in may ask for a role
    *("list_tasks", "list_tokens", "create_a_token", "read_me", "list_notifications", "mark_all_notifications_read"),
    *("read_notification_choices", "choose_notification", "choose_quiet_hours", "remove_quiet_hours"),
}
OWN = {"revoke_a_token"}  # everybody's own only: tried in test_tokens


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch) -> None:
    """However fast this machine is, nobody here is told to wait."""
    monkeypatch.setattr(limits, "BUCKETS", limits.Buckets(per_second=1e6, burst=1e6))


class Undo(Exception):
    """Takes back what a call did."""


def table() -> dict[str, list[int]]:
    """The rows by operation."""
    rows = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {name: [int(cell) for cell in cells] for name, *cells in rows}


def operations() -> dict[str, str]:
    """Every operation of the contract with its method."""
    from aftercare.surfaces.api.openapi import contract

    every = contract()["paths"].values()
    return {op["operationId"]: method.upper() for ops in every for method, op in ops.items()}


@pytest.fixture
def world(user_of, company, at, settings):
    made = World(user_of, company[1].unit, at)
    settings.EMAIL_HOST = "127.0.0.1"  # what was held back until now can be sent
    return made


@pytest.fixture
def callers(frozen, token_of, company, at):
    """One caller for each column."""
    from aftercare.domains.accounts.actions import create_unit
    from aftercare.kit.actor import system

    south = create_unit(system("tests"), code="far", name="华南", parent=company[1].unit, at=at)
    own = {name: Api(token_of(name)) for name in CALLERS if name != "outsider"}
    return {**own, "outsider": Api(token_of("manager", node=south, name="outsider"))}


def status(caller: Api, method: str, sample: Sample) -> tuple[int, bytes]:
    """How the call is answered; what it did is taken back."""
    try:
        with transaction.atomic():
            answer = _called(caller, method, sample)
            raise Undo
    except Undo:
        return answer.status_code, answer.getvalue()


def _called(caller: Api, method: str, sample: Sample):
    if isinstance(sample.body, Upload):
        return caller.upload(sample.path, sample.body)
    return caller.call(method, sample.path, sample.body)


def test_every_operation_has_a_row_and_a_good_call(world):
    assert set(table()) == set(operations()) - OWN
    assert set(world.samples()) == set(operations()) - OWN
    assert {len(cells) for cells in table().values()} == {len(CALLERS)}


def test_every_row_is_tried_allowed_and_refused(world, callers):
    samples, methods = world.samples(), operations()
    for number, (name, cells) in enumerate(table().items()):
        for wanted in (range(200, 300), range(400, 500)):
            fitting = [caller for caller, cell in zip(CALLERS, cells, strict=True) if cell in wanted]
            if fitting:
                caller = fitting[number % len(fitting)]
                expected = cells[CALLERS.index(caller)]
                assert status(callers[caller], methods[name], samples[name])[0] == expected, (name, caller)


@pytest.mark.prove
def test_every_cell_holds(world, callers):
    samples, methods = world.samples(), operations()
    found = {
        name: [status(callers[caller], methods[name], sample)[0] for caller in CALLERS]
        for name, sample in samples.items()
    }
    if os.environ.get("PRINT_PERMISSIONS"):
        print("\n".join(f"{name:<34}{' '.join(map(str, found[name]))}" for name in methods if name in found))
    assert found == table()


def test_every_operation_is_allowed_to_somebody_and_refused_to_somebody():
    for name, cells in table().items():
        assert any(cell < 300 for cell in cells), name
        own = name in EVERYBODYS
        assert own or any(cell in (403, 404) for cell in cells), name


def test_what_is_out_of_reach_answers_like_what_is_not_there(world, callers):
    methods, tried = operations(), 0
    for name, sample in world.samples().items():
        for caller in ("outsider", "stranger"):
            real, answer = status(callers[caller], methods[name], sample)
            if real != 404 or isinstance(sample.body, Upload):
                continue
            path = "/".join(NOWHERE if is_id(step) else step for step in sample.path.split("/"))
            assert status(callers[caller], methods[name], Sample(path, sample.body)) == (404, answer), name
            tried += 1
    assert tried > 100


def is_id(step: str) -> bool:
    """Whether a step of a path is an id."""
    try:
        return bool(UUID(step))
    except ValueError:
        return False
