"""Writing an order, its review by somebody else, and taking it back."""

from decimal import Decimal

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.customers.actions import add_site
from aftercare.domains.customers.errors import NotTheirs
from aftercare.domains.orders.actions import (
    approve_order,
    cancel_order,
    change_order,
    create_order,
    reject_order,
    revise_order,
    set_approval_limit,
    submit_order,
)
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.errors import (
    AboveLimit,
    AuthorReviews,
    BadCurrency,
    LineOfNothing,
    NoLimit,
    NoLines,
    NoPrice,
    OrderNotDraft,
    OrderReasonMissing,
)
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.policies import visible_to
from aftercare.domains.orders.queries import (
    available_actions,
    broken_invariants,
    orders_in_sight,
    story_of,
    waiting_for_review,
)
from aftercare.kit.errors import NotAllowed, Stale, WrongState

pytestmark = pytest.mark.django_db


def test_an_order_takes_its_prices_from_the_list_and_sums_its_rounded_lines(draft, clerk):
    assert (draft.number[:8], draft.state, draft.author_id) == ("SO-2026-", "draft", clerk.id)
    rows = [(line.unit_price, line.net, line.tax) for line in draft.lines.order_by("position")]
    assert rows == [
        (Decimal("2999"), Decimal("5398.20"), Decimal("701.77")),
        (Decimal("19.99"), Decimal("59.97"), Decimal("7.80")),
    ]
    assert (draft.net, draft.tax, draft.total) == (Decimal("5458.17"), Decimal("709.57"), Decimal("6167.74"))
    assert broken_invariants() == []


def test_what_cannot_be_an_order_is_refused_and_nothing_is_kept(clerk, buyer, machine, at):
    site = add_site(HOUSE, customer(at, name="赵敏", phone="13900139000"), name="别处", at=at)
    line = LineDraft(product=machine, unit_price=Decimal(1))
    with pytest.raises(NoLines):
        create_order(clerk, customer=buyer, lines=[], at=at)
    with pytest.raises(LineOfNothing, match="Line 1 names no product"):
        create_order(clerk, customer=buyer, lines=[LineDraft()], at=at)
    with pytest.raises(NoPrice, match="no price list in CNY holds a price of 空调"):
        create_order(clerk, customer=buyer, lines=[LineDraft(product=machine)], at=at)
    with pytest.raises(NotTheirs, match="别处 does not belong to 王芳"):
        create_order(clerk, customer=buyer, lines=[line], site=site, at=at)
    assert Order.objects.count() == 0


def test_only_a_draft_is_changed_and_only_as_it_was_seen(clerk, draft, hose, at):
    seen = draft.version
    changed = change_order(clerk, draft, lines=[LineDraft(part=hose, quantity=1)], expected=seen, at=at)
    assert (changed.total, changed.lines.count()) == (Decimal("19.99"), 1)
    with pytest.raises(Stale):
        change_order(clerk, draft, notes="老客户", expected=seen, at=at)
    submit_order(clerk, draft, at=at)
    with pytest.raises(OrderNotDraft, match="is submitted, and only a draft is changed"):
        change_order(clerk, draft, notes="老客户", at=at)
    assert (revise_order(clerk, draft, at=at).state, broken_invariants()) == ("draft", [])


def test_the_author_never_reviews(actor_of, buyer, machine, at):
    manager = actor_of("manager")
    lines = [LineDraft(product=machine, unit_price=Decimal(1))]
    order = submit_order(manager, create_order(manager, customer=buyer, lines=lines, at=at), at=at)
    for review in (approve_order, reject_order):
        with pytest.raises(AuthorReviews, match="somebody else reviews it"):
            review(manager, order, reason="好", at=at)
    order.refresh_from_db()
    assert (order.state, available_actions(manager, order)) == ("submitted", ["revise", "cancel"])
    assert list(waiting_for_review(manager)) == []


def test_somebody_else_approves_or_rejects_with_a_reason(submitted, reviewer, clerk, at):
    assert available_actions(reviewer, submitted) == ["approve", "reject"]
    assert list(waiting_for_review(reviewer)) == [submitted]
    with pytest.raises(OrderReasonMissing):
        reject_order(reviewer, submitted, reason=" ", at=at)
    rejected = reject_order(reviewer, submitted, reason="折扣太高", at=at)
    assert (rejected.state, rejected.reviewed_by) == ("rejected", reviewer.id)
    last = story_of(rejected)[-1]
    assert (last.fact.kind, last.text, last.who) == ("order.rejected", "折扣太高", "order_reviewer")
    assert available_actions(clerk, rejected) == ["revise", "cancel"]


def test_a_large_sum_or_discount_takes_a_right_of_its_own(submitted, reviewer, actor_of, at):
    limits = {"amount": Decimal(5000), "discount_percent": Decimal(15)}
    set_approval_limit(HOUSE, currency="CNY", at=at, **limits)
    with pytest.raises(AboveLimit, match=r"comes to 6167\.74 CNY .* above 5000 CNY or 15 % it needs the right"):
        approve_order(reviewer, submitted, at=at)
    set_approval_limit(HOUSE, currency="CNY", amount=Decimal(9000), discount_percent=Decimal(5), at=at)
    with pytest.raises(AboveLimit, match="discount of up to 10 %"):
        approve_order(reviewer, submitted, at=at)
    submitted.refresh_from_db()
    assert submitted.state == "submitted"
    assert approve_order(actor_of("manager"), submitted, at=at).state == "approved"


def test_a_currency_without_a_limit_is_large_as_soon_as_another_has_one(submitted, reviewer, actor_of, at):
    set_approval_limit(HOUSE, currency="USD", amount=Decimal(5000), discount_percent=Decimal(15), at=at)
    with pytest.raises(NoLimit, match="is in CNY, for which no approval limit is set"):
        approve_order(reviewer, submitted, at=at)
    assert approve_order(actor_of("manager"), submitted, at=at).state == "approved"


def test_what_is_no_currency_is_refused(clerk, submitted, at):
    with pytest.raises(BadCurrency):
        create_order(clerk, customer=submitted.customer, currency="XYZ", lines=[], at=at)


def test_an_approval_is_of_what_the_reviewer_saw(submitted, reviewer, clerk, hose, at):
    seen = submitted.version
    revise_order(clerk, submitted, at=at)
    change_order(clerk, submitted, lines=[LineDraft(part=hose, quantity=9)], at=at)
    submit_order(clerk, submitted, at=at)
    with pytest.raises(Stale):
        approve_order(reviewer, submitted, expected=seen, at=at)
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_an_order_of_which_nothing_left_is_cancelled_for_good(approved, clerk, at):
    cancelled = cancel_order(clerk, approved, reason="客户改买", at=at)
    assert (cancelled.state, available_actions(clerk, cancelled)) == ("cancelled", [])
    with pytest.raises(WrongState, match="Cannot revise a order that is cancelled"):
        revise_order(clerk, approved, at=at)
    assert broken_invariants() == []


def test_a_stranger_sees_no_order_and_moves_none(draft, actor_of, at):
    stranger = actor_of("stranger")
    assert list(visible_to(stranger)) == []
    with pytest.raises(NotAllowed, match="write orders and hand them in"):
        submit_order(stranger, draft, at=at)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_orders_are_found_by_number_and_by_customer(draft, clerk):
    found = [list(orders_in_sight(clerk, q)) for q in ("", draft.number[:11].lower(), "王芳", "SO-1999")]
    assert found == [[draft], [draft], [draft], []]
