"""What the demonstration company sells: orders lived through the actions, from the draft to the customer's door."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from aftercare.config.demo.agenda import Agenda
from aftercare.config.demo.books import Home, Household
from aftercare.config.demo.company import Cast, Made
from aftercare.config.demo.offers import LIMIT, MOST_DISCOUNT, Offers
from aftercare.domains.orders import actions
from aftercare.domains.orders.carriers import Report
from aftercare.domains.orders.drafts import LineDraft, Parcel
from aftercare.domains.orders.models import Order, OrderLine, Shipment, TrackingCode
from aftercare.domains.orders.states import OrderState

SPAN = timedelta(days=150)
SERIALS_FROM = 50_001  # the books give out lower ones
CARRIER = "华安物流"
DEPOT = "华安总仓"
NOTES = ("送货前请电话联系。", "周末送货。", "货到验收后付款。", "", "", "")
REJECTED = "折扣未经区域经理确认，请补充审批依据。"
REVISED = "已按审核意见调整折扣。"
CANCELLED = ("客户推迟装修，暂不采购。", "客户改选其他型号，另行下单。", "重复下单。")
SHORT = "剩余机型停产，客户同意按已发数量结算。"
HELD_UP = "收货人电话无人接听，改次日配送。"
# How the newest orders stand when newcomers arrive; a few days lie between the first and the last.
NEWEST = (
    "closed_short", "partly", "held_up", "under_way", "partly", "under_way", "cancelled", "rejected", "approved",
    "large", "approved", "submitted", "large", "draft", "submitted", "draft",
)  # fmt: skip
BEFORE_NOW = timedelta(days=7)
NEWS = TrackingCode


class Sales:
    """Plans orders; each goes as far as its fate says."""

    def __init__(self, dice: Random, cast: Cast, agenda: Agenda, offers: Offers, homes: Sequence[Home]) -> None:
        self.dice, self.cast, self.agenda, self.offers = dice, cast, agenda, offers
        self.clerk, self.manager = cast.actors["order_clerk"], cast.actors["manager"]
        self.households = list({home.household.customer.id: home.household for home in homes}.values())
        self.serials = 0

    def plan(self, count: int, *, end: datetime) -> None:
        """So many orders up to an instant: the older ones went their way, of the newest some stand at every step."""
        older = max(count - len(NEWEST), 0)
        begun = sorted(end - BEFORE_NOW - SPAN * self.dice.random() ** 1.2 for _n in range(older))
        for at in begun:
            self._enter(at, self.dice.choices(("delivered", "cancelled", "closed_short"), (88, 8, 4))[0])
        step = BEFORE_NOW / (len(NEWEST) + 1)
        for n, fate in enumerate(NEWEST, 1):
            self._enter(end - BEFORE_NOW + step * n, fate)

    def _enter(self, at: datetime, fate: str) -> None:
        """At an hour at which the house is open, no later than planned where that is closed now."""
        opened = self.agenda.after(at - timedelta(hours=3), 1, 170)
        self.agenda.plan(min(opened, at), partial(self.write, fate))

    def write(self, fate: str, at: datetime) -> None:
        """The clerk writes it."""
        firm = fate in {"large", "partly", "closed_short"} or self.dice.random() < 0.55
        buyer = self._buyer(firm, at)
        order = actions.create_order(
            self.clerk,
            customer=buyer.customer,
            contact=buyer.contact,
            site=buyer.sites[0],
            price_list=self.offers.list_for(buyer.customer.kind),
            lines=self._lines(firm, fate),
            notes=self.dice.choice(NOTES),
            at=at,
        )
        Order.objects.filter(pk=order.pk).update(created_at=at)  # lists tell when it was written
        if fate != "draft":
            self._soon(at, 10, 80, self.submit, order, fate)

    def _buyer(self, firm: bool, at: datetime) -> Household:
        known = [one for one in self.households if one.known_at < at]
        firms = [one for one in known if one.customer.kind == "company"]
        return self.dice.choice(firms if firm and firms else known)

    def _lines(self, firm: bool, fate: str) -> list[LineDraft]:
        wanted = self.dice.sample(self.cast.made, self.dice.randint(2, 3) if firm else 1)
        lines = [self._line(made, firm, fate) for made in wanted]
        if self.dice.random() < 0.35:
            part = self.dice.choice(list(self.cast.parts.values()))
            lines.append(LineDraft(part=part, quantity=self.dice.randint(1, 4), tax_rate=self.offers.tax))
        return lines

    def _line(self, made: Made, firm: bool, fate: str) -> LineDraft:
        large = fate == "large"
        pieces = self.dice.randint(12, 20) if large else self.dice.randint(1, 3) if firm else 1
        off = 18 if large else self.dice.choice((0, 0, 0, 3, 5, 8))
        return LineDraft(product=made.product, quantity=pieces, discount_percent=Decimal(off), tax_rate=self.offers.tax)

    def submit(self, order: Order, fate: str, at: datetime) -> None:
        """The clerk hands it in; some are given up before that."""
        if fate == "cancelled":
            actions.cancel_order(self.clerk, order, reason=self.dice.choice(CANCELLED), at=at)
            return
        held = actions.submit_order(self.clerk, order, at=at)
        if fate not in {"submitted", "large"}:
            self._soon(at, 40, 200, self.review, held, fate)

    def review(self, order: Order, fate: str, at: datetime) -> None:
        """The reviewer looks at it; what is above the limits is the manager's."""
        reviewer = self.cast.actors["order_reviewer"]
        if fate == "rejected":
            actions.reject_order(reviewer, order, reason=REJECTED, at=at)
            return
        large = order.total > LIMIT or any(line.discount_percent > MOST_DISCOUNT for line in order.lines.all())
        held = actions.approve_order(self.manager if large else reviewer, order, at=at)
        if fate != "approved":
            self._soon(at, 60, 300, self.ship, held, fate)

    def ship(self, order: Order, fate: str, at: datetime) -> None:
        """All of it leaves the house, or what is there."""
        lines = list(order.lines.select_related("product").order_by("position"))
        some = lines[:1] if fate in {"partly", "closed_short"} else lines
        shipment = actions.ship_order(
            self.clerk,
            order,
            parcels=[Parcel(line, line.left, self._numbers(line, at)) for line in some],
            carrier=CARRIER,
            tracking_number=f"HA{at:%y%m%d}{order.number[-5:]}",
            at=at,
        )
        self._soon(at, 120, 240, self.leave, shipment, fate)

    def _numbers(self, line: OrderLine, at: datetime) -> str:
        """A serial number for each piece of a product."""
        made = next((each for each in self.cast.made if each.product.id == line.product_id), None)
        first, self.serials = SERIALS_FROM + self.serials, self.serials + (line.left if made else 0)
        return "\n".join(f"{made.model.prefix}{at:%y%m}{first + n:05d}" for n in range(line.left)) if made else ""

    def leave(self, shipment: Shipment, fate: str, at: datetime) -> None:
        """The carrier has it."""
        reports = [self._report(NEWS.PICKED_UP, at - timedelta(minutes=50)), self._report(NEWS.IN_TRANSIT, at)]
        if fate == "held_up":
            reports.append(Report(NEWS.HELD_UP, at + timedelta(seconds=-1), self._city(shipment), HELD_UP))
        actions.follow_shipment(self.clerk, shipment, reports=reports, at=at)
        if fate not in {"held_up", "under_way", "partly"}:
            self._soon(at, 500, 1100, self.arrive, shipment, fate)

    def arrive(self, shipment: Shipment, fate: str, at: datetime) -> None:
        """It is at the door, and what was left is dropped where it will not come."""
        city = self._city(shipment)
        reports = [Report(NEWS.OUT_FOR_DELIVERY, at - timedelta(hours=2), city), Report(NEWS.DELIVERED, at, city)]
        actions.follow_shipment(self.clerk, shipment, reports=reports, at=at)
        order = Order.objects.get(pk=shipment.order_id)
        if fate == "closed_short" and order.state == OrderState.PARTLY_SHIPPED:
            self._soon(at, 60, 200, self.drop_rest, order, fate)

    def drop_rest(self, order: Order, fate: str, at: datetime) -> None:
        """The rest will not come."""
        actions.close_order_short(self.manager, order, reason=SHORT, at=at)

    def _report(self, code: TrackingCode, at: datetime) -> Report:
        return Report(code, at, DEPOT)

    def _city(self, shipment: Shipment) -> str:
        return next(
            (one.post.place.districts[0].city for one in self.households
             if one.customer.id == shipment.order.customer_id), "",
        )  # fmt: skip

    def _soon(self, at: datetime, least: int, most: int, step: Callable[..., None], *given: object) -> None:
        self.agenda.plan(self.agenda.after(at, least, most), partial(step, *given))
