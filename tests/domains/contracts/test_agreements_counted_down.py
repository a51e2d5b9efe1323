"""What solved visits take from the agreements that pay for them, and only from those."""

from decimal import Decimal

import pytest
from tests.domains.contracts.covering import agree
from tests.make import HOUSE, engineer, later, request
from tests.reacting import run_reactions

from aftercare.domains.catalog.actions import add_part
from aftercare.domains.contracts.actions import add_warranty_term, date_warranty
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import PartLine, RecordDraft
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.actions import assign_request, reject_request, start_request
from aftercare.kit.events import react
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
COUNTING = "aftercare.domains.fieldwork.reactions.count_the_agreement_down"


@pytest.fixture
def compressor(at):
    return add_part(HOUSE, number="C1", name="压缩机", at=at)


@pytest.fixture
def solved(owner, device, at, company):
    """A visit that fitted a compressor of this price; then the agreements are counted down."""

    def visit(price: int, currency: str = "CNY", *, charged: bool | None = None):
        wanted = request(at, customer_=owner, device=device)
        assign_request(HOUSE, wanted, engineer=engineer(at), at=at)
        start_request(HOUSE, wanted, at=at)
        line = PartLine(part="C1", quantity=Decimal(1), unit_price=Decimal(price), currency=currency, charged=charged)
        handle_visit(HOUSE, wanted, record=RecordDraft(work_done="换压缩机", labour_minutes=30, parts=(line,)), at=at)
        entry = facts_of(ServiceRecord.objects.get(request=wanted).ref).get(kind="service_record.written")
        react(reaction=COUNTING, entry_ids=[entry.id])
        return wanted

    return visit


def test_what_a_warranty_paid_is_not_taken_from_the_agreement(tree, compressor, device, owner, solved, at):
    """The agreement pays half of all parts, the part's own warranty the whole of it."""
    add_warranty_term(HOUSE, name="压缩机五年", category=tree[1], part=compressor, parts_months=60, at=at)
    shares = {"labour": 100, "parts": 50, "travel": 100}
    agreement = agree(owner, at, percents=shares, entitlements={"parts_value": Decimal(1000)})
    date_warranty(HOUSE, device, at=at)
    assert solved(800).coverage["parts"]["source"] == "agreement"
    assert entitlements_left(agreement) == {"parts_value": Decimal(1000)}


def test_each_agreement_is_counted_for_what_it_pays(compressor, owner, solved, at):
    """The one that ranks first pays labour and the way, the other one parts; each includes everything in number."""
    included = {"visits": Decimal(3), "hours": Decimal(10), "parts_value": Decimal(1000)}
    first = agree(owner, at, precedence=1, percents={"labour": 100, "parts": 0, "travel": 100}, entitlements=included)
    other = agree(owner, at, percents={"labour": 50, "parts": 80, "travel": 0}, entitlements=included)
    wanted = solved(500)
    coverage = Coverage.from_json(wanted.coverage)
    assert (coverage.labour.agreement_id, coverage.parts.agreement_id) == (first.id, other.id)
    assert coverage.agreement_id == first.id
    assert entitlements_left(first) == {"visits": 2, "hours": Decimal("9.5"), "parts_value": 1000}
    assert entitlements_left(other) == {"visits": 2, "hours": 10, "parts_value": 600}


@pytest.mark.parametrize(
    ("percent", "line", "left"),
    [
        (50, {"price": 400}, 800),  # the customer pays the other half
        (100, {"price": 400}, 600),
        (100, {"price": 400, "charged": True}, 1000),  # somebody had the customer pay all of it
        (100, {"price": 400, "currency": "USD"}, 1000),  # it counts yuan, and nobody gave a rate
        (100, {"price": 4000}, 0),  # never below nothing
    ],
)
def test_of_a_part_the_share_that_the_agreement_pays_is_taken(compressor, owner, solved, at, percent, line, left):
    shares = {"labour": 100, "parts": percent, "travel": 100}
    agreement = agree(owner, at, percents=shares, entitlements={"parts_value": Decimal(1000)})
    solved(**line)
    assert entitlements_left(agreement) == {"parts_value": Decimal(left)}


def test_the_last_visit_goes_to_who_was_served_first_and_the_others_are_told(compressor, owner, device, solved, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(1)})
    waits = request(at, customer_=owner, device=device)
    assert Coverage.from_json(waits.coverage).labour.percent == 100
    served = solved(10)
    run_reactions()
    assert entitlements_left(agreement) == {"visits": Decimal(0)}
    for one, percent in ((waits, 0), (served, 100)):
        one.refresh_from_db()
        assert Coverage.from_json(one.coverage).labour.percent == percent
    assert facts_of(waits.ref).filter(kind="request.coverage_decided").count() == 1


def test_a_decision_of_old_names_the_agreement_whose_promises_hold():
    kept = {
        "covered": True,
        "by": "agreement",
        "labour": {"percent": 100, "until": "2026-12-31", "source": "agreement"},
        "parts": {"percent": 0, "until": None, "source": "none"},
        "agreement_id": "01890000-0000-7000-8000-000000000001",
    }
    coverage = Coverage.from_json(kept)
    assert coverage.labour.agreement_id == coverage.agreement_id
    assert coverage.parts.agreement_id is None


@pytest.mark.parametrize("heard", ["counted", "rejected"])
def test_what_a_rejected_visit_took_is_there_again_whichever_is_heard_first(owner, device, actor_of, at, heard):
    agreement = agree(owner, at, entitlements={"visits": Decimal(3), "hours": Decimal(10)})
    wanted, who = request(at, customer_=owner, device=device), engineer(at)
    for n in (1, 2):
        assign_request(HOUSE, wanted, engineer=who, at=later(at, hours=n))
        start_request(HOUSE, wanted, at=later(at, hours=n))
        handle_visit(HOUSE, wanted, record=RecordDraft(work_done="清洗", labour_minutes=30), at=later(at, hours=n))
        if n == 1:
            if heard == "counted":
                run_reactions()
            reject_request(actor_of("callback"), wanted, reason="还是不行", at=later(at, hours=1, minutes=30))
    run_reactions()
    assert entitlements_left(agreement) == {"visits": 2, "hours": Decimal("9.5")}
