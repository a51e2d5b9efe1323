"""The manager's desk: ways out of a lock, figures that differ, corrected where they are signed off."""

import pytest
from django.urls import reverse

from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.actions import assign_request, confirm_request, lock_request, start_request
from aftercare.domains.workforce.actions import record_absence
from aftercare.kit.actor import system
from tests import make

pytestmark = pytest.mark.django_db
DESK = "/desk/"


@pytest.fixture
def locked(at, company):
    wanted = make.request(make.later(at, hours=-3), required_at=make.later(at, hours=-1))
    return lock_request(system("timed-rule"), wanted, at=at)


@pytest.fixture
def closed(at, assigned, actor_of):
    """Closed, with 400 minutes of work on the record."""
    start_request(actor_of("engineer"), assigned, at=at)
    handle_visit(actor_of("engineer"), assigned, record=RecordDraft(work_done="Cleaned.", labour_minutes=400), at=at)
    return confirm_request(actor_of("callback"), assigned, satisfaction=5, at=at)


def test_a_locked_request_says_why_and_leads_to_its_ways_out(client_of, locked):
    manager = client_of("manager")
    assert [(line.request, str(line.why)) for line in manager.get(DESK).context["locked"]] == [
        (locked, "Nobody was assigned in time")
    ]
    ways = manager.get(reverse("console:desk_ways", args=[locked.id])).context["ways"]
    assert [str(way.label) for way in ways] == ["Another date", "Exchanged", "Refunded", "Goodwill", "Cancel"]
    form = manager.get(ways[1].url).context["form"]
    assert form.initial == {"decision": "exchanged"}


def test_engineers_who_could_do_it_come_first_and_their_form_is_filled_in(client_of, locked, at):
    engineer = make.engineer(at, calendar=locked.calendar)
    manager = client_of("manager")
    way = manager.get(reverse("console:desk_ways", args=[locked.id])).context["ways"][0]
    assert str(way.label) == "Give it to 李工"
    initial = manager.get(way.url).context["form"].initial
    assert (initial["to"], initial["engineer"]) == ("assigned", str(engineer.id))


def test_who_is_no_longer_locked_is_shown_as_it_is(client_of, assigned):
    answer = client_of("manager").get(reverse("console:desk_ways", args=[assigned.id]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("console:request", args=[assigned.id]))


def test_work_far_from_the_usual_is_marked(client_of, closed):
    (line,) = client_of("manager").get(DESK).context["to_sign_off"]
    usual = closed.kind.duration_minutes
    assert [(figure.text, figure.strange) for figure in line.figures] == [
        ("400 min of work", f"Usually {usual} min"),
    ]


def test_what_the_manager_writes_over_a_figure_is_accepted(client_of, closed):
    record = ServiceRecord.objects.get()
    address = reverse("console:request_move", args=[closed.id, "sign_off"])
    answer = client_of("manager").post(
        f"{address}?back=desk",
        {"accepted": "yes", f"labour_minutes:{record.id}": "90", f"billable_minutes:{record.id}": "60"},
    )
    assert (answer.status_code, answer["Location"]) == (302, DESK)
    record.refresh_from_db()
    assert (record.state, record.labour_minutes, record.billable_minutes) == ("accepted", 90, 60)


def test_what_is_sent_back_keeps_its_figures(client_of, closed):
    record = ServiceRecord.objects.get()
    address = reverse("console:request_move", args=[closed.id, "sign_off"])
    given = {"accepted": "no", "reason": "Too long.", f"labour_minutes:{record.id}": "90"}
    client_of("manager").post(address, given)
    record.refresh_from_db()
    assert (record.state, record.labour_minutes) == ("sent_back", 400)


def test_load_is_told_by_who_has_it(client_of, assigned):
    loads = client_of("manager").get(DESK).context["loads"]
    assert [(load["name"], load["having"], load["late"]) for load in loads] == [("李工", 1, 0)]


def test_where_more_have_something_than_are_shown_the_desk_says_so_and_leads_to_all(client_of, actor_of, company, at):
    dispatcher = actor_of("dispatcher")
    for n in range(12):
        engineer = make.engineer(at, code=f"E{n + 10}", name=f"李{n + 10}")
        assign_request(dispatcher, make.request(at), engineer=engineer, at=at)
    manager = client_of("manager")
    page = manager.get(DESK).content.decode()
    assert page.count('10 of 12 shown · <a href="/desk/load/">Show all</a>') == 1
    assert page.count('10 of 12 shown · <a href="/requests/?sort=required_at">Show all</a>') == 1
    shown = manager.get("/desk/load/").context
    assert ([line["having"] for line in shown["loads"]], shown["more"]) == ([1] * 12, None)
    assert '8 of 12 shown · <a href="/desk/load/">Show all</a>' in client_of("dispatcher").get("/").content.decode()


def test_a_desk_that_shows_everything_leads_nowhere_else(client_of, assigned, locked):
    assert "Show all" not in client_of("manager").get(DESK).content.decode()


@pytest.mark.parametrize(
    ("role", "first", "panels"),
    [
        ("agent", "/requests/new/", ["Customers without an answer", "First response due", "With me"]),
        (
            "dispatcher",
            "/requests/?queue=pending&sort=required_at",
            ["To be given out", "To be given to somebody else"],
        ),
        ("engineer", "/field/", ["With me"]),
        ("callback", "/callbacks/", []),
        ("manager", "/desk/", ["Locked"]),
        ("order_clerk", "/orders/new/", []),
    ],
)
def test_home_begins_with_what_the_role_came_for(client_of, assigned, role, first, panels):
    shown = client_of(role).get("/").context
    assert (shown["first"] and shown["first"].url) == first
    assert [str(panel.label) for panel in shown["panels"]] == panels


def test_the_administrator_sees_how_the_installation_is(client_of, assigned):
    signs = client_of("administrator").get("/").context["signs"]
    assert [(str(sign.label), sign.good) for sign in signs] == [
        ("Work in the background", False),
        ("Jobs that failed", True),
        ("Mail", False),
        ("Active users", True),
    ]


def test_the_load_says_how_full_the_day_is_and_who_is_away(client_of, assigned, at):
    lines = client_of("manager").get(reverse("console:desk_load")).context["loads"]
    assert [line["today"] for line in lines] == [{"day": "1 h of 7 h", "share": 14, "back": None}]
    back = make.later(at, days=2)
    record_absence(make.HOUSE, assigned.engineer, start_at=make.later(at, hours=-1), end_at=back, at=at)
    page = client_of("manager").get(reverse("console:desk_load"))
    assert [line["today"]["back"] for line in page.context["loads"]] == [back]
    assert "Absent" in page.content.decode()


def test_the_ways_out_tell_who_pays_and_what_speaks_for_each(client_of, locked, at):
    make.engineer(at)
    page = client_of("manager").get(reverse("console:desk_ways", args=[locked.id]))
    assert page.context["known"]
    assert "No coordinates for the site" in str(page.context["ways"][0].note)


def test_who_may_give_roles_sees_what_is_asked_for(client_of, locked):
    assert "asked" in client_of("administrator").get(DESK).context["counts"]
    assert "asked" not in client_of("manager").get(DESK).context["counts"]
