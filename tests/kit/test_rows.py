"""Rows are inserted and updated in one round trip, each with its own values."""

import pytest
from django.db import DatabaseError
from django.db.models import F
from tests.make import HOUSE, later, request

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.models import Clock
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.models import AnsweredCommand, LedgerText
from aftercare.kit.rows import insert_rows, update_rows

pytestmark = pytest.mark.django_db


def test_each_row_gets_its_own_values_of_the_named_fields(at):
    asked = request(at)
    clocks = list(Clock.objects.filter(subject_id=asked.id, kind__in=["arrival", "resolution"]).order_by("kind"))
    for hours, clock in enumerate(clocks, 1):
        clock.due_at, clock.fired, clock.alert_times = (
            later(at, hours=hours),
            [75, hours],
            [None, later(at, hours=hours)],
        )
        clock.reason = "not among the named"
    update_rows(clocks, ("due_at", "fired", "alert_times"))
    kept = Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).order_by("kind")
    assert [(clock.due_at, clock.fired, clock.alert_times, clock.reason) for clock in kept] == [
        (later(at, hours=1), [75, 1], [None, later(at, hours=1)], ""),
        (later(at, hours=2), [75, 2], [None, later(at, hours=2)], ""),
    ]


def test_an_empty_value_is_written_as_one(at):
    clock = Clock.objects.filter(subject_id=request(at).id, kind="resolution").get()
    clock.due_at, clock.alert_times, clock.next_alert_at = None, [], None
    update_rows([clock], ("due_at", "alert_times", "next_alert_at"))
    kept = Clock.objects.get(pk=clock.pk)
    assert (kept.due_at, kept.alert_times, kept.next_alert_at) == (None, [], None)


def test_no_rows_ask_the_database_nothing(at, django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows([], ("due_at",))


def test_new_rows_get_their_keys_and_read_back_as_written(at):
    facts = [LedgerText(body="first"), LedgerText(body="second")]
    assert insert_rows(facts) == facts
    assert [LedgerText.objects.get(pk=fact.pk).body for fact in facts] == ["first", "second"]
    seal = AnsweredCommand(caller=new_id(), key="k", fingerprint=b"f", answer={"a": [1, None]})
    (made,) = insert_rows([seal])
    kept = AnsweredCommand.objects.get(pk=made.pk)
    assert (kept.key, bytes(kept.fingerprint), kept.answer, kept.status) == ("k", b"f", {"a": [1, None]}, None)
    assert kept.created_at is not None


def test_rows_that_are_there_already_are_left_out(at):
    about = new_id()
    first = Task(key="a", kind="late", about_kind="request", about_id=about, opened_at=at)
    assert insert_rows([first], once="key") == [first]
    again = Task(key="a", kind="other", about_kind="request", about_id=about, opened_at=at)
    other = Task(key="b", kind="late", about_kind="request", about_id=about, opened_at=at)
    assert insert_rows([again, other], once="key") == [other]
    assert list(Task.objects.order_by("key").values_list("key", "kind")) == [("a", "late"), ("b", "late")]
    other.about_label = "SR-1"
    other.save()
    kept = Task.objects.get(key="b")
    assert (kept.about_label, kept.version) == ("SR-1", 2)


def test_a_thing_is_saved_with_its_version_and_what_the_database_works_out(at):
    task = Task(key="a", kind="late", about_kind="request", about_id=new_id(), opened_at=at)
    task.save()
    task.done_at = later(at, hours=1)
    task.save(update_fields=["done_at"])
    kept = Task.objects.get(pk=task.pk)
    assert (kept.done_at, kept.version, kept.params, kept.created_at is not None) == (later(at, hours=1), 2, {}, True)
    kept.opened_at = F("done_at")
    kept.save(update_fields=["opened_at"])
    assert Task.objects.get(pk=task.pk).opened_at == later(at, hours=1)


def test_a_thing_that_is_gone_is_not_saved(at):
    task = open_task(HOUSE, key="a", about=Ref("request", new_id()), kind="late", label="SR-1", role="manager", at=at)
    Task.objects.all().delete()
    with pytest.raises(DatabaseError, match="did not affect any rows"):
        task.save(update_fields=["done_at"])


def test_more_rows_than_a_statement_takes_values_for_are_inserted_all_the_same():
    made = insert_rows([LedgerText(body=str(n)) for n in range(40_000)])
    assert [text.body for text in made] == [str(n) for n in range(40_000)]
    assert LedgerText.objects.count() == 40_000
