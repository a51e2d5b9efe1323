"""Work lists: what is asked once, of whom, and taken off together."""

import pytest
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import Addressee, close_tasks_about, open_task, open_tasks
from aftercare.domains.accounts.models import Task
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> Ref:
    return Ref("request", new_id())


def facts(kind: str) -> list[LedgerEntry]:
    return list(LedgerEntry.objects.filter(kind=kind).order_by("id"))


def test_the_same_key_asks_once(about, at):
    first = open_task(HOUSE, key="late:1", about=about, kind="late", label="SR-1", role="manager", at=at)
    again = open_task(
        HOUSE, key="late:1", about=about, kind="late", label="SR-1", role="manager", at=later(at, hours=1)
    )
    assert (again.id, again.opened_at) == (first.id, at)
    assert [fact.subject_id for fact in facts("task.opened")] == [first.id]


def test_several_are_asked_at_once_and_those_asked_before_are_left(about, at):
    asked = open_task(HOUSE, key="late:manager", about=about, kind="late", label="SR-1", role="manager", at=at)
    addressees = [Addressee("late:agent", "agent"), Addressee("late:manager", "manager")]
    both = open_tasks(HOUSE, about, addressees=addressees, kind="late", label="SR-1", params={"stage": 100}, at=at)
    assert [(task.role_code, task.params) for task in both] == [("agent", {"stage": 100}), ("manager", {})]
    assert both[1].id == asked.id
    assert [fact.data["role"] for fact in facts("task.opened")] == ["manager", "agent"]
    assert {fact.context_id for fact in facts("task.opened")} == {about.id}


def test_open_entries_about_a_thing_are_taken_off_together(about, at, django_assert_num_queries):
    open_tasks(
        HOUSE, about, addressees=[Addressee("a", "agent"), Addressee("b", "manager")], kind="late", label="SR-1", at=at
    )
    open_task(HOUSE, key="c", about=about, kind="locked", label="SR-1", role="manager", at=at)
    other = open_task(HOUSE, key="d", about=Ref("request", new_id()), kind="late", label="SR-2", role="manager", at=at)
    with django_assert_num_queries(3):
        assert close_tasks_about(HOUSE, about, kinds=("late",), at=later(at, hours=2)) == 2
    done = {task.key: (task.done_at, task.version) for task in Task.objects.all()}
    assert done == {"a": (later(at, hours=2), 2), "b": (later(at, hours=2), 2), "c": (None, 1), other.key: (None, 1)}
    assert [fact.data for fact in facts("task.done")] == [{"kind": "late"}, {"kind": "late"}]


def test_nothing_to_take_off_writes_nothing(about, at):
    assert close_tasks_about(HOUSE, about, at=at) == 0
    assert facts("task.done") == []
