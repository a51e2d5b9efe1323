"""Each filter of the list lets through what it says, within what the reader may see."""

import pytest
from tests import make

from aftercare.domains.accounts.actions import create_unit, open_task
from aftercare.domains.requests.actions import assign_request, lock_request
from aftercare.domains.requests.queries import check_query, filtered, known
from aftercare.kit.actor import system
from aftercare.kit.errors import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(company, actor_of, worker, at):
    """An urgent one with 李工, a normal one that nobody has, and one that is locked."""
    served = make.customer(at)
    soon = make.request(at, customer_=served, title="漏水", priority=1, required_at=make.later(at, hours=5))
    late = make.request(at, customer_=served, title="异响", channel="mail", required_at=make.later(at, days=2))
    over = make.request(at, customer_=served, title="不转", required_at=make.later(at, hours=2))
    assign_request(actor_of("dispatcher"), soon, engineer=worker, at=at)
    lock_request(system("timed-rule"), over, at=make.later(at, hours=3))
    about = {"about": late.ref, "label": late.number, "kind": "request.customer_wrote", "role": "agent"}
    open_task(system("tests"), key="wrote", at=at, **about)
    return {"worker": str(worker.id)}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["漏水", "异响", "不转"]),
        ({"queue": ["pending"]}, ["异响"]),
        ({"queue": ["locked", "assigned"]}, ["漏水", "不转"]),
        ({"queue": ["closed"]}, []),
        ({"queue": ["all"], "priority": ["urgent"]}, ["漏水"]),
        ({"entered": ["2026-03"]}, ["漏水", "异响", "不转"]),
        ({"entered": ["2026-03-10"], "priority": ["urgent"]}, ["漏水"]),
        ({"entered": ["2026-01..2026-02", "2026-03-11"]}, []),
        ({"unit_alone": ["none"]}, ["漏水", "异响", "不转"]),
        ({"handled": ["2026-03"]}, []),
        ({"due": ["overdue"]}, ["不转"]),
        ({"due": ["today"]}, ["漏水"]),
        ({"due": ["soon"]}, ["漏水", "异响"]),
        ({"due": ["soon"], "priority": ["normal"]}, ["异响"]),
        ({"channel": ["mail"]}, ["异响"]),
        ({"holder": ["none"]}, ["异响", "不转"]),
        ({"waits": ["answer"]}, ["异响"]),
        ({"kind": ["installation"]}, []),
        ({"covered": ["yes"]}, []),
        ({"covered": ["no"]}, ["漏水", "异响", "不转"]),
        ({"q": ["漏水"]}, ["漏水"]),
    ],
)
def test_a_filter_lets_through_what_it_says(three, actor_of, at, query, titles):
    rows = filtered(actor_of("manager"), query, at=make.later(at, hours=4))
    assert list(rows.order_by("id").values_list("title", flat=True)) == titles


def test_mine_and_whose_follow_the_person(three, actor_of, at):
    mine = filtered(actor_of("engineer"), {"mine": ["1"]}, at=at)
    theirs = filtered(actor_of("manager"), {"holder": [three["worker"]]}, at=at)
    assert [list(rows.values_list("title", flat=True)) for rows in (mine, theirs)] == [["漏水"], ["漏水"]]


def test_a_unit_stands_for_all_below_it(company, actor_of, at):
    top = company[1].unit
    below = create_unit(make.HOUSE, code="south", name="华南", parent=top, at=at)
    make.request(at, unit=below)
    for name, counts in {"unit": [1, 1], "unit_alone": [0, 1]}.items():
        found = [filtered(actor_of("manager"), {name: [str(one.id)]}, at=at) for one in (top, below)]
        assert [rows.count() for rows in found] == counts


def test_an_old_address_loses_what_the_list_no_longer_understands():
    given = {"priority": ["urgent", "soon"], "colour": ["red"], "unit": ["x"], "sort": ["-number"], "q": [""]}
    given |= {"closed": ["spring", "2026-13"], "late": ["2026-02-30", "2026-03..2026-01"]}
    assert known(given) == {"priority": ["urgent"], "sort": ["-number"]}


def test_a_view_is_refused_what_an_address_loses():
    with pytest.raises(Invalid, match="“x” is no value of the filter “unit”"):
        check_query({"unit": ["x"]})
