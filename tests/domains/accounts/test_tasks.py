"""Work lists: what is asked once, of whom, and taken off together."""

import pytest
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import (
    Addressee,
    close_tasks_about,
    create_unit,
    do_task,
    open_task,
    open_tasks,
)
from aftercare.domains.accounts.errors import DecidedNotDone
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import visible_tasks
from aftercare.kit.errors import NotAllowed
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
    with django_assert_num_queries(4):
        assert close_tasks_about(HOUSE, about, kinds=("late",), at=later(at, hours=2)) == 2
    done = {task.key: (task.done_at, task.version) for task in Task.objects.all()}
    assert done == {"a": (later(at, hours=2), 2), "b": (later(at, hours=2), 2), "c": (None, 1), other.key: (None, 1)}
    assert [fact.data for fact in facts("task.done")] == [{"kind": "late"}, {"kind": "late"}]


def test_nothing_to_take_off_writes_nothing(about, at):
    assert close_tasks_about(HOUSE, about, at=at) == 0
    assert facts("task.done") == []


@pytest.fixture
def places(company, at):
    return [create_unit(HOUSE, code=code, name=code, parent=company[1].unit, at=at) for code in ("near", "far")]


def asked(about, at, **given) -> Task:
    return open_task(HOUSE, about=about, kind="late", label="SR-1", at=at, **{"key": "late:1", **given})


def test_a_task_of_another_part_of_the_company_is_neither_seen_nor_done(about, at, actor_of, places):
    manager = actor_of("manager", node=places[0], name="near")
    mine, other, nowhere = (
        asked(about, at, key=f"late:{n}", role="manager", unit_id=unit)
        for n, unit in enumerate((places[0].id, places[1].id, None))
    )
    assert list(visible_tasks(manager)) == [mine]
    for task in (other, nowhere):
        with pytest.raises(NotAllowed):
            do_task(manager, task, at=at)
    assert do_task(manager, mine, at=at).done_by == manager.id
    assert Task.objects.exclude(done_at=None).get() == mine
    assert set(visible_tasks(actor_of("manager"))) == {mine, other, nowhere}


def test_a_task_of_a_person_is_not_done_by_another_of_the_role(about, at, actor_of, user_of):
    task = asked(about, at, role="agent", person_id=user_of("agent").id)
    with pytest.raises(NotAllowed):
        do_task(actor_of("agent", name="colleague"), task, at=at)
    assert do_task(actor_of("agent"), task, at=at).done_at == at


def test_what_two_have_read_is_done_once(about, at, actor_of):
    task = asked(about, at, role="agent")
    read_before = Task.objects.get(pk=task.id)
    do_task(actor_of("agent"), task, at=at)
    second = do_task(actor_of("agent", name="colleague"), read_before, at=later(at, minutes=1))
    assert (second.done_at, second.done_by) == (at, actor_of("agent").id)
    assert len(facts("task.done")) == 1


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("request.locked", "A locked request stays in the list until somebody decides on it"),
        ("callback.unreachable", "This stays until somebody decides"),
    ],
)
def test_what_asks_for_a_decision_is_not_ticked_off(about, at, actor_of, kind: str, sentence: str):
    task = open_task(HOUSE, key="x", about=about, kind=kind, label="SR-1", role="manager", at=at)
    with pytest.raises(DecidedNotDone) as refused:
        do_task(actor_of("manager"), task, at=at)
    assert str(refused.value).startswith(sentence)
    assert Task.objects.get().done_at is None
