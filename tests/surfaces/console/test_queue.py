"""The queue: filters and columns stand in the address, views are kept, several are moved, what is shown is taken."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from aftercare.domains.accounts.models import SavedView
from aftercare.domains.requests.actions import cancel_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.models import LedgerEntry
from tests import make

pytestmark = pytest.mark.django_db
LIST = "/requests/"
PART = {"hx-request": "true", "hx-target": "views"}


@pytest.fixture
def two(at, company):
    """An urgent request and a normal one whose title a spreadsheet would compute."""
    served = make.customer(at)
    return (
        make.request(at, customer_=served, title="漏水", priority=1),
        make.request(at, customer_=served, title="=1+1"),
    )


def test_filters_stand_in_the_address_and_are_taken_away_by_their_chips(client_of, two):
    page = client_of("agent").get(f"{LIST}?priority=urgent&due=soon&q=")
    chips = [(str(chip.label), chip.url) for chip in page.context["chips"]]
    assert chips == [
        ("Mine", "?priority=urgent&due=soon&q=&mine=1"),
        ("Required by: Within 3 days", "?priority=urgent&q="),
        ("Priority: Urgent", "?due=soon&q="),
    ]


def test_the_shelf_is_counted_once_the_page_stands(client_of, two):
    agent = client_of("agent")
    whole = agent.get(LIST).context["shelf"]
    part = agent.get(f"{LIST}?priority=urgent", headers=PART).content.decode()
    assert {place.count for _heading, places in whole for place in places} == {""}
    counts = dict(re.findall(r"<span>([^<]+)</span><span class=.ac-shelf-count.>([^<]+)<", part))
    assert {name: counts[name] for name in ("All open", "Closed", "With me", "Urgent")} == {
        "All open": "1",
        "Closed": "0",
        "With me": "0",
        "Urgent": "1",
    }


def test_nobody_is_offered_a_view_of_another_role(client_of, two):
    keys = {
        role: [place.key for _heading, places in client_of(role).get(LIST).context["shelf"] for place in places]
        for role in ("agent", "callback")
    }
    assert ("ready:answer" in keys["agent"], "ready:answer" in keys["callback"]) == (True, False)
    assert "state:to_sign_off" not in keys["agent"]


def test_columns_are_kept_for_the_next_time(client_of, two):
    agent = client_of("agent")
    agent.get(f"{LIST}?columns=channel&columns=state")
    page = agent.get(LIST)
    assert [head.name for head in page.context["columns"]] == ["state", "channel"]
    assert "Phone" in page.content.decode()


def test_a_list_is_kept_as_a_view_and_opened_again_with_everything_it_holds(client_of, two):
    agent = client_of("agent")
    save = f"{reverse('console:request_view_new')}?priority=urgent&sort=required_at&columns=state.channel"
    opened = agent.post(save, {"name": "加急", "shared": "nobody", "position": "0"})
    view = SavedView.objects.get()
    assert (view.query, view.columns) == ({"priority": ["urgent"], "sort": ["required_at"]}, ["state", "channel"])
    assert opened["Location"] == f"{LIST}?priority=urgent&sort=required_at&columns=state.channel&view={view.id}"
    page = agent.get(opened["Location"])
    assert [two[0].number in page.content.decode(), two[1].number in page.content.decode()] == [True, False]
    change = f"{reverse('console:request_view', args=[view.id])}?priority=high"
    agent.post(change, {"name": "加急", "shared": "role", "role": "agent", "position": "1"})
    view.refresh_from_db()
    assert (view.query, view.shared, view.role_code) == ({"priority": ["high"]}, "role", "agent")
    agent.post(reverse("console:request_view_delete", args=[view.id]))
    assert SavedView.objects.count() == 0


def test_a_name_in_use_comes_back_at_its_field(client_of, two):
    agent, given = client_of("agent"), {"name": "加急", "shared": "nobody", "position": "0"}
    agent.post(reverse("console:request_view_new"), given)
    answer = agent.post(reverse("console:request_view_new"), given)
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"] == [
        "You have a view “加急” already; choose another name, or change that one."
    ]


def test_a_move_with_several_tells_of_each_what_came_of_it(client_of, actor_of, two, at):
    cancel_request(actor_of("agent"), two[1], reason="Twice.", at=at)
    agent, ids = client_of("agent"), [str(one.id) for one in two]
    asked = agent.post(reverse("console:request_bulk"), {"verb": "cancel", "id": ids, "back": f"{LIST}?mine=1"})
    assert "Cancel request: 2 requests" in asked.content.decode()
    sure = {"verb": "cancel", "id": ids, "sure": "1", "reason": "Gone.", "back": f"{LIST}?mine=1"}
    told = agent.post(reverse("console:request_bulk"), sure).content.decode()
    assert "1 cancelled, 1 refused." in told
    assert f"{two[1].number} · " in told
    assert list(ServiceRequest.objects.values_list("state", flat=True)) == ["cancelled", "cancelled"]


def test_where_all_went_well_one_is_back_in_the_list(client_of, two):
    ids = [str(one.id) for one in two]
    sure = {"verb": "priority", "id": ids, "sure": "1", "priority": "2", "back": f"{LIST}?mine=1"}
    answer = client_of("agent").post(reverse("console:request_bulk"), sure)
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?mine=1")
    assert list(ServiceRequest.objects.values_list("priority", flat=True)) == [2, 2]


def test_a_form_sent_twice_moves_once(client_of, two):
    agent, once = client_of("agent"), {"idempotency_key": "k" * 20}
    sure = {"verb": "cancel", "id": [str(two[0].id)], "sure": "1", "reason": "Gone.", **once}
    answers = [agent.post(reverse("console:request_bulk"), sure).status_code for _again in range(2)]
    assert answers == [302, 302]
    assert LedgerEntry.objects.filter(kind="request.cancelled").count() == 1


def test_each_of_two_sendings_leads_to_a_page_that_says_what_was_done(client_of, two):
    agent, ids = client_of("agent"), [str(one.id) for one in two]
    asked = agent.post(reverse("console:request_bulk"), {"verb": "cancel", "id": ids}).content.decode()
    token = re.search(r'class="ac-form ac-narrow".*?name="idempotency_key" value="([^"]+)"', asked)[1]
    sure = {"verb": "cancel", "id": ids, "sure": "1", "reason": "Gone.", "idempotency_key": token}
    for sendings in (1, 1, 2):
        for _again in range(sendings):
            assert agent.post(reverse("console:request_bulk"), sure)["Location"] == LIST
        assert agent.get(LIST).content.decode().count("2 cancelled.") == 1
    assert LedgerEntry.objects.filter(kind="request.cancelled").count() == 2


def test_what_was_refused_is_told_by_each_of_two_sendings(client_of, actor_of, two, at):
    cancel_request(actor_of("agent"), two[1], reason="Twice.", at=at)
    agent, ids = client_of("agent"), [str(one.id) for one in two]
    sure = {"verb": "cancel", "id": ids, "sure": "1", "reason": "Gone.", "idempotency_key": "k" * 20}
    pages = [agent.post(reverse("console:request_bulk"), sure).content.decode() for _again in range(2)]
    assert ["1 cancelled, 1 refused." in page for page in pages] == [True, True]
    assert LedgerEntry.objects.filter(kind="request.cancelled").count() == 2


def test_a_way_back_that_leads_elsewhere_is_not_taken(client_of, two):
    sure = {"verb": "priority", "id": [str(two[0].id)], "sure": "1", "priority": "2", "back": "//evil.example/"}
    assert client_of("agent").post(reverse("console:request_bulk"), sure)["Location"] == LIST


def test_what_is_shown_is_taken_as_a_file_that_computes_nothing(client_of, two):
    address = reverse("console:request_export", args=["csv"])
    answer = client_of("agent").get(f"{address}?sort=number&columns=state&columns=priority")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Number,Request,State,Priority",
        f"{two[0].number},漏水,Pending,Urgent",
        f"{two[1].number},'=1+1,Pending,Normal",
    ]
    told = LedgerEntry.objects.get(kind="list.exported")
    assert told.data == {"page": "requests", "format": "csv", "rows": 2, "filters": ["sort"]}


def test_a_workbook_holds_the_same_rows_as_words(client_of, two):
    address = reverse("console:request_export", args=["xlsx"])
    answer = client_of("agent").get(f"{address}?priority=normal&columns=state")
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert ("=1+1" in sheet, "<f>" in sheet, sheet.count("<row ")) == (True, False, 2)
