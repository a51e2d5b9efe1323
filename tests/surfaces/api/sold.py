"""Orders in several states, and one good call of each of their operations and actions."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domains.good_call import Good, good
from tests.make import HOUSE
from tests.surfaces.api.cast import Cast, Sample


class Sold:
    """What the customer of a cast bought, and the prices it was sold at."""

    def __init__(self, cast: Cast) -> None:
        from aftercare.domains.orders import actions as orders
        from aftercare.domains.orders.drafts import LineDraft, Parcel

        at = self.at = cast.at
        self.cast = cast
        self.tax = orders.add_tax_rate(HOUSE, code="vat13", name="增值税", percent=Decimal(13), at=at)
        self.prices = orders.add_price_list(
            HOUSE, code="retail", name="零售价", currency="CNY", valid_from=date(2026, 1, 1), at=at
        )
        orders.set_prices(HOUSE, self.prices, prices={cast.part: Decimal("19.90")}, at=at)
        self.lines = [LineDraft(part=cast.part, quantity=3, tax_rate=self.tax)]
        self.draft, self.submitted, self.approved, sent = (
            orders.create_order(HOUSE, customer=cast.customer, lines=self.lines, at=at) for _each in range(4)
        )
        for one in (self.submitted, self.approved, sent):
            orders.submit_order(HOUSE, one, at=at)
        for one in (self.approved, sent):
            orders.approve_order(HOUSE, one, at=at)
        self.parcel = Parcel(self.approved.lines.get(), 1)
        self.sent = sent.lines.get()
        self.shipment = orders.ship_order(HOUSE, sent, parcels=[Parcel(self.sent, 1)], at=at)


def samples_of(cast: Cast) -> dict[str, Sample]:
    """One good call of every operation of orders and prices."""
    sold = Sold(cast)
    draft, submitted, approved = (f"/orders/{one.id}" for one in (sold.draft, sold.submitted, sold.approved))
    begun = f"/orders/{sold.shipment.order_id}"
    parcel, tax, prices = (
        f"/shipments/{sold.shipment.id}",
        f"/tax_rates/{sold.tax.id}",
        f"/price_lists/{sold.prices.id}",
    )
    line = {"part_id": str(cast.part.id), "quantity": 2}
    pieces = {"line_id": str(sold.parcel.line.id), "quantity": 1}
    because = {"reason": "客户要求"}
    return {
        "list_orders": Sample("/orders"),
        "create_an_order": Sample("/orders", {"customer_id": str(cast.customer.id), "lines": [line]}),
        "read_order": Sample(draft),
        "change_an_order": Sample(draft, {"notes": "老客户", "lines": [line]}),
        "read_order_timeline": Sample(f"{draft}/timeline"),
        "submit_an_order": Sample(f"{draft}/submit", {}),
        "approve_an_order": Sample(f"{submitted}/approve", {}),
        "reject_an_order": Sample(f"{submitted}/reject", because),
        "revise_an_order": Sample(f"{approved}/revise", {}),
        "cancel_an_order": Sample(f"{approved}/cancel", because),
        "ship_an_order": Sample(f"{approved}/ship", {"lines": [pieces], "carrier": "顺丰"}),
        "close_an_order_short": Sample(f"{begun}/close_short", because),
        "renew_link_of_order": Sample(f"{submitted}/renew_link", {}),
        "read_order_document": Sample(f"{submitted}/document"),
        "read_delivery_note": Sample(f"{parcel}/document"),
        "list_shipments": Sample("/shipments"),
        "read_shipment": Sample(parcel),
        "track_a_shipment": Sample(f"{parcel}/track", {"code": "in_transit", "happened_at": "2026-03-10T00:30:00Z"}),
        "deliver_a_shipment": Sample(f"{parcel}/deliver", {}),
        "add_serials_to_shipment": Sample(
            f"{parcel}/serials", {"lines": [{"line_id": str(sold.sent.pk), "serials": ["P-1"]}]}
        ),
        "list_tax_rates": Sample("/tax_rates"),
        "read_tax_rate": Sample(tax),
        "create_tax_rate": Sample("/tax_rates", {"code": "vat9", "name": "增值税 9%", "percent": "9"}),
        "change_a_tax_rate": Sample(tax, {"active": False}),
        "list_price_lists": Sample("/price_lists"),
        "read_price_list": Sample(prices),
        "create_price_list": Sample("/price_lists", {"code": "b2b", "name": "批发价", "valid_from": "2026-01-01"}),
        "change_a_price_list": Sample(prices, {"name": "零售"}),
        "set_price_list_prices": Sample(
            f"{prices}/prices", {"prices": [{"part_id": str(cast.part.id), "unit_price": "18.00"}]}
        ),
        "list_approval_limits": Sample("/approval_limits"),
        "set_an_approval_limit": Sample("/approval_limits/CNY", {"amount": "50000", "discount_percent": "15"}),
    }


def calls_of(cast: Any) -> dict[str, Good]:
    """A good call of every action of the room, and of what a delivery sets going: devices, and the buyer's grade."""
    from aftercare.domains.grading.rules import Rules
    from aftercare.domains.orders.drafts import GivenSerials

    sold = Sold(cast)
    return {
        "orders.create_order": good(customer=cast.customer, lines=sold.lines),
        "orders.change_order": good(sold.draft, notes="老客户"),
        "orders.submit_order": good(sold.draft),
        "orders.approve_order": good(sold.submitted),
        "orders.reject_order": good(sold.submitted, reason="太贵"),
        "orders.revise_order": good(sold.submitted),
        "orders.cancel_order": good(sold.approved, reason="客户要求"),
        "orders.close_order_short": good(sold.shipment.order, reason="停产"),
        "orders.renew_order_link": good(sold.submitted),
        "orders.follow_shipment": good(sold.shipment, reports=[]),
        "orders.withdraw_orders": good(orders=[sold.draft]),
        "orders.ship_order": good(sold.approved, parcels=[sold.parcel]),
        "orders.track_shipment": good(sold.shipment, code="in_transit", happened_at=sold.at),
        "orders.deliver_shipment": good(sold.shipment),
        "orders.add_serials": good(sold.shipment, given=[GivenSerials(sold.shipment.lines.get(), "P-1")]),
        "orders.add_tax_rate": good(code="vat9", name="增值税 9%", percent=Decimal(9)),
        "orders.change_tax_rate": good(sold.tax, active=False),
        "orders.add_price_list": good(code="b2b", name="批发价", currency="CNY", valid_from=date(2026, 1, 1)),
        "orders.change_price_list": good(sold.prices, name="零售"),
        "orders.paste_prices": good(sold.prices, text=f"{cast.part.number} 18"),
        "orders.set_prices": good(sold.prices, prices={cast.part: Decimal(18)}),
        "orders.set_approval_limit": good(currency="CNY", amount=Decimal(1), discount_percent=Decimal(5)),
        "devices.register_delivered": good(shipment=sold.shipment),
        "customers.regrade_customers": good(moves=[], rules=1),
        "grading.set_rules": good(rules=Rules(6)),
        "grading.begin_pass": good(),
        "grading.forget_standings": good(ids=[]),
        "grading.grade_chunk": good(walk_id=cast.customer.id, after=None),
        "grading.grade_customers": good(ids=[cast.customer.id]),
    }
