"""The manager is told what awaits the sign-off: a queue and a tile."""

import pytest
from django.db import connection
from django.urls import reverse

from aftercare.domains.fieldwork.actions import handle_visit, sign_off_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import assign_request, confirm_request, start_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import to_sign_off
from tests import make

pytestmark = pytest.mark.django_db
QUEUE = {"queue": "to_sign_off"}


@pytest.fixture
def closed(at, user_of, actor_of):
    """Three closed requests: one to sign off, one accepted, one sent back to its engineer; and one still open."""
    worker, served = make.engineer(at, user=user_of("engineer")), make.customer(at)
    made = []
    for n in range(3):
        wanted = make.request(at, customer_=served, title=f"空调 {n}")
        assign_request(actor_of("dispatcher"), wanted, engineer=worker, at=at)
        start_request(actor_of("engineer"), wanted, at=at)
        handle_visit(actor_of("engineer"), wanted, record=RecordDraft(work_done="Cleaned.", labour_minutes=5), at=at)
        made.append(confirm_request(actor_of("callback"), wanted, satisfaction=5, at=at))
    sign_off_visit(actor_of("manager"), made[1], accepted=True, at=at)
    sign_off_visit(actor_of("manager"), made[2], accepted=False, reason="Too long.", at=at)
    make.request(at, customer_=served)
    return made


def test_the_queue_holds_what_awaits_the_manager_and_nothing_else(client_of, closed):
    page = client_of("manager").get(reverse("console:requests"), QUEUE).content.decode()
    assert [one.number in page for one in closed] == [True, False, False]


def test_home_counts_it_for_the_manager_and_leads_to_the_queue(client_of, closed):
    address = f"{reverse('console:requests')}?queue=to_sign_off"
    tiles = client_of("manager").get(reverse("console:home")).context["figures"].of_requests
    assert [(tile["value"], tile["url"]) for tile in tiles if tile["url"] == address] == [("1", address)]
    for role in ("agent", "dispatcher", "engineer"):
        assert address not in client_of(role).get(reverse("console:home")).content.decode(), role


def test_the_queue_is_offered_to_those_who_sign_off(client_of, closed):
    offered = {
        role: "queue=to_sign_off" in client_of(role).get(reverse("console:requests")).content.decode()
        for role in ("manager", "agent")
    }
    assert offered == {"manager": True, "agent": False}


def test_the_queue_is_read_by_its_own_index(closed):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows = ServiceRequest.objects.filter(to_sign_off()).order_by("-submitted_at", "-id")[:50]
    assert "request_to_sign_off" in rows.explain()
