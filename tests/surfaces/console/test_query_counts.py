"""How many statements a page asks of the database: the same for a few rows and for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.fieldwork.actions import fail_visit, handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import (
    assign_request,
    note_request,
    record_contact,
    start_request,
)
from tests import make
from tests.surfaces.console.routes import page_routes

RECORD = RecordDraft(work_done="Cleaned.", labour_minutes=20)
pytestmark = pytest.mark.django_db
# Session, person, rights and the count of the bell are four of each; see docs/ui.md for the rest of the shell.
BASELINES = {
    "console:home": 13,
    "console:requests": 7,
    "console:request": 15,
    "console:request_new": 7,
    "console:callbacks": 6,
    "console:locked": 5,
    "console:worklist": 5,
    "console:calendars": 6,
    "console:notifications": 5,
    "console:notification_settings": 7,
    "console:messages": 5,
    "console:templates": 5,
    "console:replies": 5,
    "field:day": 6,
    "field:job": 9,
}


@pytest.fixture
def company_at_work(at, user_of, actor_of):
    """Makes so many requests, of which each third is handled, each third failed once and the rest just came."""
    engineer = make.engineer(at, user=user_of("engineer"), code="E2")
    served = make.customer(at)
    dispatcher, worker = actor_of("dispatcher"), actor_of("engineer")

    def make_requests(count: int) -> None:
        for n in range(count):
            wanted = make.request(at, customer_=served, title=f"空调 {n}")
            note_request(dispatcher, wanted, text="Key at the gate.", at=at)
            record_contact(dispatcher, wanted, channel="phone", direction="out", text="Told.", at=at)
            if n % 3 == 2:
                continue
            start_request(worker, assign_request(dispatcher, wanted, engineer=engineer, at=at), at=at)
            if n % 3:
                fail_visit(worker, wanted, outcome="unsolved", note="Needs a part.", at=at)
                assign_request(dispatcher, wanted, engineer=engineer, at=at)
            else:
                handle_visit(worker, wanted, record=RECORD, at=at)

    return make_requests


def counted(client, name: str) -> int:
    from aftercare.domains.requests.models import ServiceRequest

    first = ServiceRequest.objects.order_by("id")
    one = first.filter(failed_attempts=1).first()
    about = {"id": one.id} if "id" in page_routes()[name].pattern.converters else {}
    address = reverse(name, kwargs=about)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked)


def test_pages_ask_no_more_of_the_database_than_their_baseline_at_any_size(company_at_work, client_of):
    client = client_of("administrator")
    company_at_work(3)
    few = {name: counted(client, name) for name in BASELINES}
    company_at_work(57)
    many = {name: counted(client, name) for name in BASELINES}
    assert (few, many) == (BASELINES, BASELINES)


def test_a_part_of_the_request_page_asks_only_for_itself(client_of, assigned):
    client = client_of("administrator")
    address = reverse("console:request", kwargs={"id": assigned.id})
    asked = {}
    for part in ("head", "story", "side", "past", "records"):
        with CaptureQueriesContext(connection) as made:
            client.get(address, headers={"hx-request": "true", "hx-target": part})
        asked[part] = len(made)
    assert asked == {"head": 6, "story": 7, "side": 5, "past": 7, "records": 5}
