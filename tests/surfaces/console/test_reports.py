"""Reports in the console: each figure leads to exactly the requests it counts, and the table leaves as a file."""

import re

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.accounts.events import ListExported
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.insight.actions import count_everything
from aftercare.domains.requests.actions import (
    assign_request,
    cancel_request,
    conclude_request,
    confirm_request,
    reopen_request,
    start_request,
)
from aftercare.kit.events import event_of
from aftercare.kit.models import LedgerEntry
from tests import make

pytestmark = pytest.mark.django_db
HERE = "console:reports"
LINK = re.compile(r'<td[^>]*><a href="([^"]+)">(\d+)<')
RECORD = RecordDraft(work_done="换电容", labour_minutes=30)


@pytest.fixture
def lived(at, company, user_of):
    """Seven requests of two units, some of which went on; the clock of the pages stands at `at`."""
    worker = make.engineer(at, user=user_of("engineer"))
    east = create_unit(make.HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    whose, before = make.customer(at), make.later(at, days=-12)

    def enter(n, **given):
        return make.request(make.later(before, days=n), customer_=whose, title=f"第{n}件", **given)

    def solve(asked, n):
        assign_request(make.HOUSE, asked, engineer=worker, at=make.later(before, days=n, hours=1))
        start_request(make.HOUSE, asked, at=make.later(before, days=n, hours=2))
        handle_visit(make.HOUSE, asked, record=RECORD, at=make.later(before, days=n, hours=3))
        return asked

    enter(0, channel="mail")
    enter(1, kind="installation", unit=east)
    cancel_request(make.HOUSE, enter(2, unit=east, priority=1), reason="不用了", at=make.later(before, days=3))
    confirm_request(make.HOUSE, solve(enter(4), 4), satisfaction=5, at=make.later(before, days=10))
    solve(enter(5, required_at=make.later(before, days=5, hours=2)), 5)
    conclude_request(make.HOUSE, solve(enter(6), 6), decision="goodwill", reason="和气", at=make.later(before, days=7))
    again = confirm_request(make.HOUSE, solve(enter(8), 8), satisfaction=4, at=make.later(before, days=9))
    reopen_request(make.HOUSE, again, reason="又坏了", at=make.later(before, days=10))
    count_everything(make.HOUSE, at=at)


def figures(html: str) -> list[tuple[str, int]]:
    return [
        (url.replace("&amp;", "&"), int(count)) for url, count in re.findall(r'<td[^>]*><a href="([^"]+)">(\d+)<', html)
    ]


@pytest.mark.parametrize("by", ["kind", "channel", "priority", "unit"])
@pytest.mark.parametrize("figure", ["entered", "handled", "late", "closed", "cancelled"])
def test_each_figure_leads_to_what_it_counts(lived, client_of, figure, by):
    client = client_of("manager")
    found = figures(client.get(reverse(HERE), {"figure": figure, "by": by}).content.decode())
    assert len(found) >= 4
    for url, count in found:
        assert int(client.get(url).context["total"]) == count, url


def test_a_month_leads_to_its_days(lived, client_of):
    client = client_of("manager")
    page = client.get(reverse(HERE))
    words, url = page.context["heads"][-1]
    assert words == "2026-03"
    days = client.get(f"{reverse(HERE)}{url}")
    assert len(days.context["heads"]) == 31
    for url, count in figures(days.content.decode()):
        assert int(client.get(url).context["total"]) == count, url


def test_the_table_adds_up(lived, client_of):
    page = client_of("manager").get(reverse(HERE))
    rows = [(str(row.name), [cell.value for cell in row.figures[-2:]], row.total.value) for row in page.context["rows"]]
    assert rows == [("Repair", [2, 4], 6), ("Installation", [1, 0], 1)]
    assert [cell.value for cell in page.context["totals"][-3:]] == [3, 4, 7]
    assert [cell.shade for cell in page.context["rows"][0].figures[-3:]] == [0, 2, 4]
    words = page.content.decode()
    assert "Each request counts once, on the day it was entered." in words
    assert "Counted until" in words


def test_more_than_fits_shows_the_last_of_it_and_says_so(lived, client_of):
    page = client_of("manager").get(reverse(HERE), {"grain": "day", "first": "2025-06", "last": "2026-03"})
    assert len(page.context["heads"]) == 59
    assert "That is more than fits on a page; shown is 2026-02 to 2026-03." in page.content.decode()


def test_an_old_address_shows_the_usual(lived, client_of):
    page = client_of("manager").get(reverse(HERE), {"figure": "sold", "by": "moon", "first": "1066-10", "unit": "gone"})
    assert (page.status_code, len(page.context["heads"])) == (200, 12)


def test_without_a_request_it_says_what_to_do(company, client_of, at):
    assert "No request fits; choose other months" in client_of("manager").get(reverse(HERE)).content.decode()


def test_whoever_may_not_see_requests_gets_figures_without_links(lived, client_of, user_of, at):
    from aftercare.domains.accounts.actions import create_role

    create_role(make.HOUSE, code="counts", name="统计", permissions=["reports.view"], at=at)
    page = client_of("counts").get(reverse(HERE))
    assert page.context["totals"][-1].value == 7
    assert figures(page.content.decode()) == []


def test_the_file_holds_the_table_and_goes_on_record(lived, client_of):
    answer = client_of("analyst").get(reverse("console:report_export"), {"first": "2026-02", "last": "2026-03"})
    assert answer.content.decode("utf-8-sig").split("\r\n") == [
        "Kind,2026-02,2026-03,Total",
        "Repair,2,4,6",
        "Installation,1,0,1",
        "Total,3,4,7",
        "",
    ]
    told = event_of(LedgerEntry.objects.filter(kind="list.exported").latest("id"))
    assert isinstance(told, ListExported)
    assert (told.page, told.format, told.rows) == ("reports", "csv", 2)
