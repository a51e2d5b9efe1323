"""Sales in the console: each figure leads to exactly the orders it is made of, and the table leaves as a file."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import create_role
from aftercare.domains.accounts.events import ListExported
from aftercare.domains.orders.models import Order
from aftercare.kit.events import event_of
from aftercare.kit.models import LedgerEntry
from tests import make
from tests.selling import parts_of, sell_some_of_everything, seller

pytestmark = pytest.mark.django_db
HERE = "console:sales"
LINK = re.compile(r'<td[^>]*><a href="([^"]+)"[^>]*>([\d,]+)<')
SPRING = {"first": "2026-02", "last": "2026-03"}


@pytest.fixture
def lived(company, at):
    """Some of everything."""
    sell_some_of_everything(seller(parts_of(company, at), at), at)


def figures(html: str) -> list[tuple[str, int]]:
    return [(url.replace("&amp;", "&"), int(value.replace(",", ""))) for url, value in LINK.findall(html)]


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("by", ["unit", "product", "grade", "author"])
@pytest.mark.parametrize("counted", ["approved", "delivered"])
def test_each_figure_leads_to_the_orders_it_is_made_of(client_of, by, counted):
    client = client_of("manager")
    asked = {"figure": "orders", "by": by, "counted": counted, **SPRING}
    found = figures(client.get(reverse(HERE), asked).content.decode())
    assert len(found) >= 4
    for url, count in found:
        assert len(client.get(url).context["rows"]) == count, url


@pytest.mark.usefixtures("lived")
def test_the_money_behind_a_figure_is_that_of_its_list(client_of):
    client = client_of("manager")
    for url, net in figures(client.get(reverse(HERE), SPRING).content.decode()):
        listed = [line.order.net for line in client.get(url).context["rows"]]
        assert abs(sum(listed, Decimal(0)) - net) < 1, url


@pytest.mark.usefixtures("lived")
def test_a_row_a_currency_and_the_average_are_read(client_of):
    page = client_of("manager").get(reverse(HERE), SPRING)
    assert [str(row.name) for row in page.context["rows"]] == ["华东", "上海", "华南"]
    words = page.content.decode()
    assert "5,998.00 CNY" not in words and "6,057.97 CNY" in words
    assert "Each order counts once, on the day its review approved it" in words
    assert page.context["average"] == "3,768.74 CNY"
    euros = client_of("manager").get(reverse(HERE), {**SPRING, "currency": "EUR"})
    assert euros.context["totals"][-1].exact == "8,997.00 EUR"
    strange = client_of("manager").get(reverse(HERE), {**SPRING, "currency": "XX1"})
    assert strange.context["report"].currency == "CNY"


@pytest.mark.usefixtures("lived")
def test_the_list_says_what_it_is_narrowed_by_and_lets_it_go(client_of):
    client = client_of("manager")
    east = str(Order.objects.first().unit_id)
    page = client.get(reverse("console:orders"), {"approved": "2026-03", "unit_alone": east, "currency": "CNY"})
    taken_away = [str(chip.label) for chip in page.context["chips"] if chip.removable]
    assert taken_away == ["Approved: 2026-03", "CNY", "华东"]
    assert len(page.context["rows"]) == 1
    wider = client.get(reverse("console:orders") + page.context["chips"][0].url)
    assert len(wider.context["rows"]) > 1
    unread = client.get(reverse("console:orders"), {"approved": "soon", "unit_alone": "x", "product": "7"})
    assert len(unread.context["rows"]) == Order.objects.count()


@pytest.mark.usefixtures("lived")
def test_the_file_of_a_narrowed_list_holds_what_is_shown(client_of):
    answer = client_of("manager").get(reverse("console:export", args=["orders", "csv"]), {"delivered": "2026-03"})
    listed = re.findall(r"SO-\d{4}-\d{6}", b"".join(answer).decode("utf-8-sig"))
    numbers = Order.objects.filter(state="delivered").order_by("-id").values_list("number", flat=True)
    assert list(dict.fromkeys(listed)) == [*numbers]  # a line of an order is a line of the file
    assert len(numbers) == 2


@pytest.mark.usefixtures("company")
def test_without_an_order_it_says_what_to_do(client_of, at):
    assert "No order fits; choose other months" in client_of("manager").get(reverse(HERE)).content.decode()


@pytest.mark.usefixtures("lived")
def test_whoever_may_not_see_orders_gets_figures_without_links(client_of, at):
    create_role(make.HOUSE, code="counts", name="统计", permissions=["reports.view"], at=at)
    page = client_of("counts").get(reverse(HERE), {"figure": "orders", **SPRING})
    assert page.context["totals"][-1].value == "4"
    assert figures(page.content.decode()) == []


@pytest.mark.usefixtures("lived")
def test_the_file_holds_the_table_to_the_last_digit_and_goes_on_record(client_of):
    answer = client_of("analyst").get(reverse("console:sales_export"), SPRING)
    assert answer.content.decode("utf-8-sig").split("\r\n") == [
        "Part of the company,2026-02,2026-03,Total",
        "华东,2999,6057.97,9056.97",
        "上海,0,3018.99,3018.99",
        "华南,0,2999,2999",
        "Total,2999,12075.96,15074.96",
        "",
    ]
    told = event_of(LedgerEntry.objects.filter(kind="list.exported").latest("id"))
    assert isinstance(told, ListExported)
    assert (told.page, told.format, told.rows) == ("reports", "csv", 3)
