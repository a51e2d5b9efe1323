"""What a customer bought, what was quoted and charged to them, and the prices behind both: the ids of addresses."""

from decimal import Decimal

from tests import make


def sold(customer, at) -> dict[str, object]:
    """An order that can be shipped and one of which a part is on its way."""
    from aftercare.domains.catalog.actions import add_part, add_product
    from aftercare.domains.orders import actions
    from aftercare.domains.orders.drafts import LineDraft, Parcel

    lines = [LineDraft(part=add_part(make.HOUSE, number="P9", name="软管", at=at), quantity=2, unit_price=Decimal(9))]
    lines += [LineDraft(product=add_product(make.HOUSE, number="W9", name="风扇", at=at), unit_price=Decimal(9))]
    order, sent, draft = (actions.create_order(make.HOUSE, customer=customer, lines=lines, at=at) for _each in range(3))
    for one in (order, sent):
        actions.approve_order(make.HOUSE, actions.submit_order(make.HOUSE, one, at=at), at=at)
    shipment = actions.ship_order(make.HOUSE, sent, parcels=[Parcel(line, 1) for line in sent.lines.all()], at=at)
    actions.submit_order(make.HOUSE, draft, at=at)
    actions.revise_order(make.HOUSE, draft, at=at)
    things = {"order_id": order.id, "shipment_id": shipment.id, "draft_id": draft.id}
    return things | priced(at)


def billed(assigned, at) -> dict[str, object]:
    """Of the engineer's own jobs: a quotation being written, one that was sent, and a charge being written."""
    from datetime import date

    from aftercare.domains.billing import actions
    from aftercare.domains.billing.drafts import LineDraft
    from aftercare.domains.fieldwork.actions import handle_visit
    from aftercare.domains.fieldwork.drafts import RecordDraft
    from aftercare.domains.requests.actions import assign_request, start_request

    assigned.refresh_from_db()

    def job():
        made = make.request(at, customer_=assigned.customer)
        return assign_request(make.HOUSE, made, engineer=assigned.engineer, at=at)

    day = {"currency": "CNY", "valid_from": date(2026, 1, 1), "at": at}
    hour = actions.add_rate(make.HOUSE, cost="labour", per="hour", amount=Decimal(120), **day)
    draft, sent = (actions.draft_quotation(make.HOUSE, job(), at=at) for _each in range(2))
    actions.send_quotation(make.HOUSE, sent, at=at)
    done = start_request(make.HOUSE, job(), at=at)
    handle_visit(make.HOUSE, done, record=RecordDraft(work_done="换管", labour_minutes=60), at=at)
    charge = actions.create_charge(make.HOUSE, done, lines=[LineDraft("labour")], at=at)
    return {"quotation_id": draft.id, "sent_id": sent.id, "charge_id": charge.id, "hour_id": hour.id}


def priced(at) -> dict[str, object]:
    """A price list, a tax and a limit."""
    from datetime import date
    from decimal import Decimal

    from aftercare.domains.orders import actions

    days = {"currency": "CNY", "valid_from": date(2026, 1, 1)}
    listed = actions.add_price_list(make.HOUSE, code="retail", name="零售价", **days, at=at)
    rate = actions.add_tax_rate(make.HOUSE, code="vat", name="增值税", percent=Decimal(13), at=at)
    sums = {"amount": Decimal(5000), "discount_percent": Decimal(10)}
    limit = actions.set_approval_limit(make.HOUSE, currency="CNY", **sums, at=at)
    return {"list_id": listed.id, "rate_id": rate.id, "limit_id": limit.id}
