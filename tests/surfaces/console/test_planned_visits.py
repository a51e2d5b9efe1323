"""When somebody comes is told to desk, engineer and customer; a visit is planned by hand or by the rules."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(at, user_of):
    return make.engineer(at, user=user_of("engineer"))


@pytest.fixture
def visited(at, actor_of, worker):
    """A request with a visit of an hour tomorrow."""
    slot = Slot(at + timedelta(days=1), at + timedelta(days=1, hours=1))
    return assign_by_hand(actor_of("dispatcher"), make.request(at), engineer=worker, slot=slot, at=at)


def assign(client, wanted, **given: str):
    return client.post(reverse("console:request_move", args=[wanted.id, "assign"]), given)


def test_when_somebody_comes_stands_on_every_page_about_the_request(client_of, visited):
    pages = {
        "console:request": (client_of("dispatcher"), visited.id),
        "field:job": (client_of("engineer"), visited.id),
        "portal:track": (client_of(""), token_of(visited)),
    }
    start, end = (
        f"{timezone.localtime(at):%H:%M}" for at in Visit.objects.values_list("planned_from", "planned_to")[0]
    )
    for name, (client, key) in pages.items():
        page = " ".join(client.get(reverse(name, args=[key])).content.decode().split())
        assert "Visit: <time" in page or (name == "portal:track" and visited.engineer.name in page), name
        assert f">tomorrow {start}–{end}</time>" in page, name
    assert f">tomorrow {start}–{end}</time>" in client_of("engineer").get(reverse("field:day")).content.decode()


def test_a_day_begins_with_the_next_visit_though_another_date_is_nearer(client_of, visited, worker, actor_of, at):
    soon = make.request(at, title="冰箱异响", required_at=at + timedelta(hours=2))
    assign_by_hand(actor_of("dispatcher"), soon, engineer=worker, at=at)
    day = client_of("engineer").get(reverse("field:day"))
    assert [row.id for row in day.context["rows"]] == [visited.id, soon.id]


def test_the_rules_and_a_named_engineer_together_are_refused_at_the_field(client_of, worker, at):
    wanted = make.request(at)
    answer = assign(client_of("dispatcher"), wanted, automatic="on", engineer=str(worker.id))
    sentence = "The rules choose who goes and when; leave this empty, or untick the rules."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"engineer": [sentence]})
    assert ServiceRequest.objects.get().state == "pending"


def test_a_visit_that_has_passed_is_refused_at_its_field(client_of, worker, at):
    wanted = make.request(at)
    given = {"engineer": str(worker.id), "start_at": "2026-01-05T09:00", "end_at": "2026-01-05T10:00"}
    answer = assign(client_of("dispatcher"), wanted, **given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["start_at"])
    assert "which has passed; choose a beginning from now on." in answer.content.decode()
    assert (ServiceRequest.objects.get().state, Visit.objects.count()) == ("pending", 0)
