"""Reports through the API: figures by kind and month, of the caller's units."""

import pytest

from aftercare.domains.insight.actions import count_everything
from tests.make import HOUSE, request

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(company, at):
    request(at)
    count_everything(HOUSE, at=at)


def test_the_report_tells_each_figure(counted, api, at):
    body = api("manager").get("/reports/requests?period=2026-02..2026-03").json()
    nothing = [0, 0]
    figures = {"entered": [0, 1], "handled": nothing, "late": nothing, "closed": nothing, "cancelled": nothing}
    assert body == {
        "by": "kind",
        "grain": "month",
        "period": "2026-02..2026-03",
        "spans": ["2026-02-01", "2026-03-01"],
        "rows": [{"value": "repair", "name": "Repair", "figures": figures}],
        "totals": figures,
        "counted_until": "2026-03-10T01:00:00Z",
    }


def test_what_is_no_period_is_said(counted, api):
    answer = api("manager").get("/reports/requests?period=spring")
    assert answer.status_code == 422
    assert answer.json()["code"] == "no_period"
    assert answer.json()["errors"] == {
        "period": "“spring” is no period; write months like 2026-03, or 2026-01..2026-12, or days like 2026-03-14."
    }


def test_a_part_out_of_sight_is_no_part(counted, api, company, at):
    from aftercare.domains.accounts.actions import create_unit
    from aftercare.kit.ids import new_id

    far = create_unit(HOUSE, code="far", name="远方", parent=company[1].unit, at=at)
    here = create_unit(HOUSE, code="here", name="此地", parent=company[1].unit, at=at)
    caller = api("manager", scope="node", node=here)
    request(at, unit=far, title="远方的")
    count_everything(HOUSE, at=at)
    out, gone = (caller.get(f"/reports/requests?unit_id={id}") for id in (far.id, new_id()))
    assert (out.json()["rows"], gone.json()["rows"]) == ([], [])
    assert out.json() == gone.json()


def test_reports_are_listed(api, company):
    assert api("analyst").get("/reports?total=true").json() == {
        "items": [
            {
                "id": "requests",
                "by": ["kind", "channel", "priority", "unit"],
                "figures": ["entered", "handled", "late", "closed", "cancelled"],
            },
            {
                "id": "sales",
                "by": ["unit", "product", "grade", "author"],
                "figures": ["orders", "net", "tax", "total"],
            },
        ],
        "next": None,
        "total": "2",
    }
