"""Dictionaries and service levels are kept in the page; a value is added without leaving a form."""

import pytest
from django.urls import reverse

from aftercare.domains.catalog.models import IncidentType
from aftercare.domains.contracts.models import PauseReason, ServiceLevel
from aftercare.domains.requests.models import AttemptOutcome, RequestKind
from tests import make

pytestmark = pytest.mark.django_db


def test_a_value_added_from_a_form_comes_back_alone(client_of):
    client, page = client_of("administrator"), reverse("console:word_new", args=["problem-types"])
    given = {"code": "noise", "name": "异响", "duration_minutes": "60"}
    answer = client.post(page, given, headers={"accept": "application/json"})
    assert answer.json() == {"id": str(IncidentType.objects.get(code="noise").id), "label": "异响"}
    again = client.post(page, given, headers={"accept": "application/json"})
    assert (again.status_code, IncidentType.objects.filter(code="noise").count()) == (422, 1)


def test_who_may_add_a_problem_type_is_offered_it_where_one_is_chosen(client_of):
    page = reverse("console:request_new")
    assert 'data-adds="id_problem_type"' in client_of("administrator").get(page).content.decode()
    assert "data-adds" not in client_of("agent").get(page).content.decode()


def test_what_is_switched_off_is_offered_no_more(client_of):
    page = reverse("console:word_change", args=["pause-reasons", "parts"])
    given = {"name": "等配件", "waits_for": "keeper", "pauses": ["arrival"]}
    assert client_of("manager").post(page, given).status_code == 302
    reason = PauseReason.objects.get(pk="parts")
    assert (reason.active, reason.pauses, reason.moves_date) == (False, ["arrival"], False)


def test_the_last_kind_in_use_stays(client_of):
    RequestKind.objects.exclude(pk="repair").update(active=False)
    page = reverse("console:word_change", args=["request-kinds", "repair"])
    given = {
        "name": "维修",
        "default_priority": "3",
        "duration_minutes": "60",
        "reopen_days": "30",
        "repeat_days": "30",
        "position": "0",
    }
    answer = client_of("manager").post(page, given)
    assert answer.status_code == 422
    assert "is the last kind in use; add or switch on another one first." in answer.content.decode()
    assert RequestKind.objects.get(pk="repair").active


def test_an_outcome_is_added_behind_the_others(client_of):
    page = reverse("console:word_new", args=["outcomes"])
    assert client_of("manager").post(page, {"code": "weather", "name": "天气"}).status_code == 302
    made = AttemptOutcome.objects.get(pk="weather")
    assert (made.counts, made.position, made.active) == (False, 5, True)


def test_targets_are_set_and_open_requests_keep_theirs(client_of, at):
    kept = make.request(at)
    level = ServiceLevel.objects.get(is_default=True)
    page = reverse("console:level_targets", args=[level.id])
    told = "1 open request has this level and keeps what it was promised; new ones get the new times."
    client = client_of("manager")
    assert told in client.get(page).content.decode()
    given = {"stages": "50, 100", "resolution_3": "600"}
    assert client.post(page, given).status_code == 302
    rows = level.targets.filter(request_kind="").values_list("clock", "priority", "minutes", "stages")
    assert list(rows) == [("resolution", 3, 600, [50, 100])]
    assert kept.targets["resolution"] != 600 * 60
    assert make.request(at, customer_=kept.customer).targets["resolution"] == 600 * 60
    assert client.post(page, {**given, "stages": "100, 50"}).status_code == 422


def test_targets_are_shown_and_written_in_hours_and_minutes_and_their_stages_explained(client_of, company):
    level = ServiceLevel.objects.get(is_default=True)
    page, client = reverse("console:level_targets", args=[level.id]), client_of("manager")
    given = {"stages": "75, 100, 150", "arrival_1": "1 h 30 min", "arrival_2": "4小时", "resolution_1": "2:05"}
    assert client.post(page, given).status_code == 302
    rows = level.targets.filter(request_kind="").values_list("clock", "priority", "minutes").order_by("minutes")
    assert list(rows) == [("arrival", 1, 90), ("resolution", 1, 125), ("arrival", 2, 240)]
    shown = client.get(reverse("console:level", args=[level.id])).content.decode()
    assert [words in shown for words in ("1 h 30 min", "2 h 5 min", "4 h")] == [True] * 3
    assert "At 75 % of the time" in shown
    assert "The time is over and the promise broken: the service manager is told as well." in shown
    form = client.get(page).content.decode()
    assert 'value="1 h 30 min"' in form
    refused = client.post(page, {**given, "arrival_1": "soon"})
    assert (refused.status_code, 'value="soon"' in refused.content.decode()) == (422, True)
    assert refused.context["form"].errors["arrival_1"] == ["Write it as 4 h, 1 h 30 min or 45 min."]
    assert level.targets.get(clock="arrival", priority=1).minutes == 90


def test_a_grade_carries_the_level_it_is_ticked_at(client_of, at):
    from aftercare.domains.contracts.actions import create_level
    from aftercare.domains.contracts.models import GradeLevel
    from aftercare.domains.customers.actions import add_grade

    first = ServiceLevel.objects.get(is_default=True)
    second = create_level(make.HOUSE, code="gold", name="金牌", calendar=first.calendar, at=at)
    gold, plain = (add_grade(make.HOUSE, code=code, name=code, at=at) for code in ("g", "p"))
    client = client_of("manager")
    client.post(reverse("console:level_grades", args=[first.id]), {"grades": [gold.id, plain.id]})
    assert client.post(reverse("console:level_grades", args=[second.id]), {"grades": [gold.id]}).status_code == 302
    assert set(GradeLevel.objects.values_list("grade__code", "level__code")) == {("g", "gold"), ("p", first.code)}
    client.post(reverse("console:level_grades", args=[first.id]), {})
    assert GradeLevel.objects.values_list("grade__code", flat=True).get() == "g"


def test_grades_and_tags_are_renamed_on_their_pages(client_of, at):
    from aftercare.domains.customers.actions import add_grade, add_tag
    from aftercare.domains.customers.models import Grade, Tag

    grade, tag = add_grade(make.HOUSE, code="vip", name="VIP", at=at), add_tag(make.HOUSE, name="学校", at=at)
    client, taken = client_of("manager"), add_tag(make.HOUSE, name="工厂", at=at)
    page = reverse("console:word_change", args=["grades", grade.pk])
    assert 'value="VIP"' in client.get(page).content.decode()
    assert client.post(page, {"name": "贵宾", "rank": "2"}).status_code == 302
    assert Grade.objects.values_list("name", "rank").get(code="vip") == ("贵宾", 2)
    page = reverse("console:word_change", args=["tags", tag.pk])
    refused = client.post(page, {"name": "工厂"})
    assert (refused.status_code, "There is already a tag “工厂”" in refused.content.decode()) == (422, True)
    assert client.post(page, {"name": "高校"}).status_code == 302
    assert {one.pk: one.name for one in Tag.objects.all()} == {tag.pk: "高校", taken.pk: "工厂"}


def test_kinds_stand_in_the_order_they_are_given(client_of):
    page = reverse("console:word_change", args=["outcomes", "unsolved"])
    given = {"name": "未解决", "counts": "on", "active": "on", "position": "40"}
    assert client_of("manager").post(page, given).status_code == 302
    assert AttemptOutcome.objects.order_by("position").last().code == "unsolved"
