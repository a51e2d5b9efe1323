"""Sales by the API: the figures, and the orders they are made of."""

import pytest

from tests.selling import parts_of, sell_some_of_everything, seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(company, at):
    """Where some of everything was sold."""
    made = parts_of(company, at)
    sell_some_of_everything(seller(made, at), at)
    return made


def test_figures_and_the_orders_they_are_made_of(api, parts):
    analyst, manager = api("analyst"), api("manager")
    told = analyst.get("/reports/sales?period=2026-02..2026-04&by=unit").json()
    assert (told["currency"], told["currencies"], told["counted"]) == ("CNY", ["CNY", "EUR"], "approved")
    assert told["rows"][0] == {
        "value": str(parts["east"].id),
        "name": "华东",
        "figures": {
            "orders": [1, 1, 0],
            "net": ["2999.00", "6057.97", "0.00"],
            "tax": ["389.87", "787.54", "0.00"],
            "total": ["3388.87", "6845.51", "0.00"],
        },
    }
    for n, month in enumerate(("2026-02", "2026-03", "2026-04")):
        listed = manager.get(f"/orders?approved={month}&currency=CNY").json()["items"]
        assert len(listed) == told["totals"]["orders"][n]
    east = manager.get(f"/orders?delivered=2026-03&unit_id={parts['east'].id}").json()["items"]
    assert len(east) == 2


@pytest.mark.parametrize(
    "address", ["/reports/sales?period=soon", "/orders?approved=soon", "/orders?delivered=2026-13"]
)
def test_what_is_no_period_is_refused_with_a_sentence(api, company, address):
    answer = api("manager").get(address)
    assert (answer.status_code, answer.json()["code"]) == (422, "no_period")
