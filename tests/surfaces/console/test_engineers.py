"""Who manages engineers keeps what decides where each is sent, in the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from aftercare.domains.catalog.actions import add_skill
from aftercare.domains.workforce.actions import record_absence
from aftercare.domains.workforce.models import Certificate, Engineer
from aftercare.kit.clock import now
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill(at):
    return add_skill(make.HOUSE, code="ac", name="空调", at=at)


def test_somebody_is_registered_with_all_that_decides_where_they_are_sent(client_of, company, skill, at):
    dispatcher = client_of("dispatcher")
    form = {"name": "李工", "capacity_minutes_per_day": "420", "overtime_minutes": "0"}
    made = dispatcher.post(reverse("console:engineer_new"), form)
    engineer = Engineer.objects.get()
    page = reverse("console:engineer", args=[engineer.id])
    assert made["Location"] == page
    day = make.later(at, days=1).date().isoformat()
    for part, given in {
        "skill": {"skill": "ac", "level": "4"},
        "certificate": {"name": "低压电工证", "skill": "ac", "valid_until": day},
        "territory": {"region_code": "310115", "rank": "primary"},
        "absence": {"start_at": f"{day}T09:00", "end_at": f"{day}T18:00", "reason": "年假"},
    }.items():
        answer = dispatcher.post(reverse("console:engineer_add", args=[engineer.id, part]), given)
        assert (part, answer.status_code, answer["Location"]) == (part, 302, page)
    shown = dispatcher.get(page).content.decode()
    assert [words in shown for words in ("空调", "低压电工证", "Ends soon", "310115", "年假")] == [True] * 5
    listed = dispatcher.get(reverse("console:engineers")).content.decode()
    assert [words in listed for words in ("李工", "空调", "低压电工证")] == [True] * 3


def test_what_was_added_is_taken_away_again(client_of, at, skill):
    engineer, dispatcher = make.engineer(at), client_of("dispatcher")
    day = make.later(at, days=1).date().isoformat()
    add = lambda part, **given: dispatcher.post(reverse("console:engineer_add", args=[engineer.id, part]), given)  # noqa: E731
    add("skill", skill="ac", level="4")
    add("certificate", name="证", valid_until=day)
    add("territory", region_code="310115", rank="secondary")
    add("absence", start_at=f"{day}T09:00", end_at=f"{day}T18:00")
    keys = {
        "skill": "ac",
        "territory": "310115",
        "absence": engineer.absences.get().id,
    }
    for part, key in keys.items():
        dispatcher.post(reverse("console:engineer_take", args=[engineer.id, part]), {"key": key})
    withdraw = reverse("console:certificate_withdraw", args=[engineer.id, Certificate.objects.get().id])
    assert dispatcher.post(withdraw, {"reason": ""}).status_code == 422
    dispatcher.post(withdraw, {"reason": "伪造"})
    counts = [engineer.skills.count(), engineer.territories.count(), engineer.absences.count()]
    assert (counts, Certificate.objects.get().withdrawn_at is not None) == ([0, 0, 0], True)
    again = dispatcher.post(reverse("console:engineer_take", args=[engineer.id, "skill"]), {"key": "ac"}, follow=True)
    assert "空调" in again.content.decode()  # says who has it not
    assert (
        dispatcher.post(reverse("console:engineer_take", args=[engineer.id, "absence"]), {"key": "x"}).status_code
        == 404
    )


def test_what_cannot_stand_comes_back_with_its_sentence(client_of, at):
    engineer, dispatcher = make.engineer(at), client_of("dispatcher")
    upside_down = {"start_at": "2026-03-12T09:00", "end_at": "2026-03-11T09:00"}
    answer = dispatcher.post(reverse("console:engineer_add", args=[engineer.id, "absence"]), upside_down)
    assert (answer.status_code, engineer.absences.count()) == (422, 0)
    assert answer.context["form"].errors["end_at"]
    change = reverse("console:engineer_change", args=[engineer.id])
    half = {"name": "李工", "capacity_minutes_per_day": "420", "overtime_minutes": "0", "latitude": "31.2"}
    assert dispatcher.post(change, half).context["form"].errors["longitude"] == ["Give both, or none."]


def test_who_is_sent_no_more_stands_apart_and_can_come_back(client_of, at):
    engineer, dispatcher = make.engineer(at), client_of("dispatcher")
    use = reverse("console:engineer_use", args=[engineer.id])
    assert dispatcher.get(use).context["form"]["sent"].value() is False
    dispatcher.post(use, {"sent": "False", "reason": "离职"})
    again = dispatcher.post(use, {"sent": "False", "reason": "离职"})  # by somebody whose page is older
    assert (again.status_code, Engineer.objects.get().active) == (422, False)
    assert engineer.name not in dispatcher.get(reverse("console:engineers")).content.decode()
    assert engineer.name in dispatcher.get(f"{reverse('console:engineers')}?state=inactive").content.decode()
    dispatcher.post(use, {"sent": "True"})
    assert Engineer.objects.get().active


def test_who_only_looks_changes_nothing(client_of, at):
    engineer, agent = make.engineer(at), client_of("agent")
    page = agent.get(reverse("console:engineer", args=[engineer.id]))
    assert (page.status_code, page.context["may_change"]) == (200, False)
    assert "Begins the day at" not in page.content.decode()  # where somebody lives
    assert agent.get(reverse("console:engineer_add", args=[engineer.id, "skill"])).status_code == 403


def test_why_somebody_is_away_is_shown_to_who_keeps_the_record(client_of, at):
    engineer, begin = make.engineer(at), now() + timedelta(days=1)
    record_absence(make.HOUSE, engineer, start_at=begin, end_at=begin + timedelta(hours=8), reason="病假", at=at)
    address = reverse("console:engineer", args=[engineer.id])
    pages = {role: client_of(role).get(address).content.decode() for role in ("dispatcher", "agent")}
    assert {role: "病假" in page for role, page in pages.items()} == {"dispatcher": True, "agent": False}
