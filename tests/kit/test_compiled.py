"""A compiled read answers as its queryset does, whatever values it is given."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import later, request

from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.compiled import compiled, row_of
from aftercare.kit.errors import NotFound
from aftercare.kit.ids import new_id
from aftercare.kit.locking import lock

pytestmark = pytest.mark.django_db


@compiled
def due_clocks(noun, id, at):
    return Clock.objects.filter(subject_kind=noun, subject_id=id, next_alert_at__lte=at).order_by("kind")


@compiled
def with_kind(id):
    return ServiceRequest.objects.select_related("kind", "calendar").defer("search").filter(pk=id)


def test_each_call_takes_its_own_values(at):
    first, second = request(at), request(later(at, hours=5))
    noon = later(at, hours=1)
    assert [clock.kind for clock in due_clocks("request", first.id, noon)] == ["first_response"]
    assert due_clocks("request", second.id, noon) == []
    assert [clock.kind for clock in due_clocks("request", second.id, later(at, hours=6))] == ["first_response"]
    assert due_clocks("complaint", first.id, noon) == []


def test_related_rows_come_with_it_and_deferred_columns_stay_out(at, django_assert_num_queries):
    asked = request(at)
    with django_assert_num_queries(1):
        (found,) = with_kind(asked.id)
        assert (found.kind.code, found.calendar.name, found.title) == ("repair", "24×7", "空调不制冷")
    assert found.get_deferred_fields() == {"search"}
    assert found.state == "pending"
    assert not found._state.adding


def test_what_is_read_is_the_row_as_it_stands_now(at):
    asked = request(at)
    with_kind(asked.id)
    ServiceRequest.objects.filter(pk=asked.id).update(title="另一个")
    assert with_kind(asked.id)[0].title == "另一个"


def test_an_argument_that_is_no_value_of_the_query_is_a_mistake(at):
    @compiled
    def branching(id):
        return ServiceRequest.objects.all() if id else ServiceRequest.objects.none()

    with pytest.raises(TypeError, match="must stand in its SQL as it is"):
        branching(new_id())


def test_none_is_refused_because_nothing_equals_it(at):
    with_kind(request(at).id)
    with pytest.raises(TypeError, match="None is no value"):
        with_kind(None)


def test_a_locked_row_is_fetched_for_update_and_an_unknown_one_refused(at):
    rows = ServiceRequest.objects.select_related("kind").defer("search")
    one, other = request(at), request(at)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert [lock(rows, one.id).number, lock(rows, other.id).number] == [one.number, other.number]
    ending = 'FOR NO KEY UPDATE OF "requests_servicerequest"'
    assert [query["sql"].endswith(ending) for query in asked.captured_queries] == [True, True]
    with pytest.raises(NotFound):
        lock(rows, new_id())


HELD = ServiceRequest.objects.select_related("kind").defer("search")


def test_a_row_of_a_constant_queryset_is_found_by_its_id(at, django_assert_num_queries):
    first, second = request(at), request(later(at, hours=5))
    with django_assert_num_queries(2):
        assert [row_of(HELD, one.id).kind.code for one in (first, second)] == ["repair", "repair"]
    assert row_of(HELD, second.id).pk == second.pk


def test_a_row_that_is_not_there_is_told_as_a_queryset_does():
    nobody = new_id()
    with pytest.raises(ServiceRequest.DoesNotExist, match=f"There is no ServiceRequest {nobody}"):
        row_of(HELD, nobody)
