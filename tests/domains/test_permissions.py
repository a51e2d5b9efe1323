"""Who may do what: a table with a row for every action of every room, and every cell of it tried.

`+` is done, `-` is refused with its sentence. `system` is the house itself; `outsider` is a service manager of another
part of the company. The addresses of the API and the pages have tables of their own. A new action without a row fails;
run this file with PRINT_PERMISSIONS=1 to see the table as it would be, and look at it before you write it down.
"""

import os
import sys
from copy import copy
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction
from tests.domains.every_action import Actions, Good
from tests.make import HOUSE

from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed, NotFound

TABLE = Path(__file__).with_name("permissions.txt")
REPOSITORY = Path(__file__).resolve().parents[2]
CALLERS = (
    "system", "administrator", "manager", "agent", "dispatcher", "engineer", "callback", "keeper", "parts_approver",
    "complaints", "order_clerk", "order_reviewer", "editor", "analyst", "stranger", "outsider",
)  # fmt: skip
# What follows from facts by itself: whoever may state the fact sets it going, and no surface calls it.
CONSEQUENCES = {
    "accounts.open_task", "accounts.open_tasks", "accounts.open_each_task", "accounts.close_tasks_about",
    "accounts.close_tasks_about_each",
    "contracts.start_clocks", "contracts.derive_clocks", "contracts.tell_due", "contracts.tell_all_due",
    "requests.derive_request_clocks", "channels.notify_people",
}  # fmt: skip


class Undo(Exception):
    """Takes back what an action did."""


def table() -> dict[str, str]:
    """The rows by action, a cell for each caller."""
    rows = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {name: "".join(cells) for name, *cells in rows}


def functions() -> dict[str, str]:
    """Every public action: `room.action` and the module it stands in."""
    sys.path.insert(0, str(REPOSITORY / "tools"))
    checks = import_module("check_actions")
    found = checks.Actions(import_module("tree").sources(REPOSITORY)).public()
    return {f"{module.split('.')[2]}.{function.name}": module for module, function in found}


@pytest.fixture
def callers(actor_of, company, at) -> dict[str, Actor]:
    """One actor for each column."""
    from aftercare.domains.accounts.actions import create_unit

    far = create_unit(HOUSE, code="far", name="远方", parent=company[1].unit, at=at)
    own = {name: actor_of(name) for name in CALLERS if name not in ("outsider", "system")}
    return {**own, "system": HOUSE, "outsider": actor_of("manager", node=far, name="outsider")}


@pytest.fixture
def cast(user_of, company, at, settings) -> Actions:
    made = Actions(user_of, company[1].unit, at)
    settings.EMAIL_HOST = "127.0.0.1"  # what was held back until now can be sent
    return made


def cell(name: str, call: Good, actor: Actor, at) -> str:
    """How the action ends for an actor; what it did is taken back."""
    action = getattr(import_module(functions_by_name[name]), name.partition(".")[2])
    subject = () if call.subject is None else (copy(call.subject),)
    try:
        with transaction.atomic():
            call.before()
            action(actor, *subject, **call.values, at=at)
            raise Undo
    except Undo:
        return "+"
    except (NotAllowed, NotFound) as refusal:
        assert str(refusal)
        return "-"


functions_by_name = functions()


def test_every_action_has_a_row_and_a_good_call(cast):
    assert set(table()) == set(functions_by_name)
    assert set(cast.calls()) == set(functions_by_name)
    assert {len(cells) for cells in table().values()} == {len(CALLERS)}


def test_every_cell_is_true(cast, callers, at):
    found = {
        name: "".join(cell(name, call, callers[caller], at) for caller in CALLERS)
        for name, call in cast.calls().items()
    }
    if os.environ.get("PRINT_PERMISSIONS"):
        print("\n" + "\n".join(f"{name:34} {' '.join(cells)}" for name, cells in found.items()))
    assert found == table()


def test_every_action_is_allowed_to_somebody_and_refused_to_somebody():
    for name, cells in table().items():
        assert cells.startswith("+"), name  # the house itself
        assert name in CONSEQUENCES or "-" in cells, name


def test_a_stranger_is_refused_everything_that_is_not_a_consequence():
    for name, cells in table().items():
        assert cells[CALLERS.index("stranger")] == ("+" if name in CONSEQUENCES else "-"), name
