"""Quotations and charges in several states, and one good call of each of their operations and actions."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domains.good_call import Good, good
from tests.make import HOUSE
from tests.surfaces.api.cast import Cast, Sample


class Billed:
    """What work for the customer of a cast costs."""

    def __init__(self, cast: Cast) -> None:
        from aftercare.domains.billing import actions as billing
        from aftercare.domains.billing.drafts import LineDraft
        from aftercare.domains.customers.actions import register_customer
        from aftercare.domains.requests.actions import add_kind
        from aftercare.domains.requests.models import RequestKind

        at = self.at = cast.at
        self.cast = cast
        self.buyer = register_customer(HOUSE, name="孙丽", phone="13700137000", unit=cast.unit, at=at)
        self.kind = RequestKind.objects.get(pk="repair")
        paid = add_kind(HOUSE, code="paid", name="收费维修", at=at)
        billing.set_billing_rule(HOUSE, paid, accepted_before_start=True, at=at)
        hour = {"cost": "labour", "per": "hour", "currency": "CNY", "valid_from": date(2026, 1, 1), "at": at}
        self.rate = billing.add_rate(HOUSE, amount=Decimal(120), **hour)
        self.lines = [
            LineDraft("labour", Decimal(1)),
            LineDraft("other", Decimal(1), text="吊车", unit_price=Decimal(9)),
        ]
        self.draft, self.sent = (self._quoted(self._asked()) for _each in range(2))
        billing.send_quotation(HOUSE, self.sent, at=at)
        self.demanding = self._asked(kind="paid")
        self.done = [self._done() for _each in range(3)]
        self.uncharged, drafted, confirmed = self.done
        self.charge = billing.create_charge(HOUSE, drafted, lines=self.lines, at=at)
        self.to_pay = billing.create_charge(HOUSE, confirmed, lines=self.lines, at=at)
        billing.confirm_charge(HOUSE, self.to_pay, at=at)

    def _asked(self, kind: str = "repair") -> Any:
        from aftercare.domains.requests.actions import assign_request, submit_request

        cast = self.cast
        made = submit_request(HOUSE, customer=self.buyer, unit=cast.unit, kind=kind, title="加装", at=self.at)
        return assign_request(HOUSE, made, engineer=cast.engineer, at=self.at)

    def _quoted(self, request: Any) -> Any:
        from aftercare.domains.billing.actions import draft_quotation

        return draft_quotation(HOUSE, request, lines=self.lines, at=self.at)

    def _done(self) -> Any:
        from aftercare.domains.fieldwork.actions import handle_visit
        from aftercare.domains.fieldwork.drafts import RecordDraft
        from aftercare.domains.requests.actions import start_request

        begun = start_request(HOUSE, self._asked(), at=self.at)
        return handle_visit(HOUSE, begun, record=RecordDraft(work_done="加装支架", labour_minutes=60), at=self.at)


def samples_of(cast: Cast) -> dict[str, Sample]:
    """One good call of every operation of quotations, charges and rates."""
    billed = Billed(cast)
    draft, sent = (f"/quotations/{one.id}" for one in (billed.draft, billed.sent))
    charge, to_pay = (f"/charges/{one.id}" for one in (billed.charge, billed.to_pay))
    demanding = f"/requests/{billed.demanding.id}"
    because = {"reason": "客户要求"}
    lines = [{"sort": "other", "text": "吊车", "unit_price": {"amount": "90.00", "currency": "CNY"}}]
    rate = {"cost": "travel", "per": "visit", "amount": "80.00", "valid_from": "2026-01-01"}
    return {
        "list_quotations": Sample("/quotations"),
        "create_a_quotation": Sample("/quotations", {"request_id": str(billed.demanding.id)}),
        "read_quotation": Sample(draft),
        "change_a_quotation": Sample(draft, {"notes": "周末上门", "lines": lines}),
        "read_quotation_timeline": Sample(f"{draft}/timeline"),
        "read_quotation_document": Sample(f"{sent}/document"),
        "send_a_quotation": Sample(f"{draft}/send", {"wait": False}),
        "accept_a_quotation": Sample(f"{sent}/accept", {"name": "王芳", "note": "电话同意"}),
        "decline_a_quotation": Sample(f"{sent}/decline", {"name": "王芳", "reason": "太贵"}),
        "withdraw_a_quotation": Sample(f"{draft}/withdraw", {}),
        "revise_a_quotation": Sample(f"{sent}/revise", {}),
        "read_request_quotation": Sample(f"{demanding}/quotation"),
        "quote_a_request": Sample(f"{demanding}/quotation", {"lines": lines}),
        "waive_request_quotation": Sample(f"{demanding}/waive_quotation", because),
        "list_charges": Sample("/charges"),
        "create_a_charge": Sample("/charges", {"request_id": str(billed.uncharged.id), "lines": lines}),
        "read_charge": Sample(charge),
        "change_a_charge": Sample(charge, {"lines": lines}),
        "read_charge_timeline": Sample(f"{charge}/timeline"),
        "confirm_a_charge": Sample(f"{charge}/confirm", {}),
        "pay_a_charge": Sample(f"{to_pay}/pay", {"amount": {"amount": "50.00", "currency": "CNY"}, "method": "cash"}),
        "cancel_a_charge": Sample(f"{charge}/cancel", because),
        "list_service_rates": Sample("/service_rates"),
        "read_service_rate": Sample(f"/service_rates/{billed.rate.id}"),
        "create_service_rate": Sample("/service_rates", rate),
        "end_a_service_rate": Sample(f"/service_rates/{billed.rate.id}/end", {}),
        "read_billing_settings": Sample("/billing_settings"),
        "set_the_billing_settings": Sample(
            "/billing_settings", {"validity_days": 7, "remind_days": 1, "tolerance_percent": "5"}
        ),
        "list_billing_rules": Sample("/billing_rules"),
        "set_a_billing_rule": Sample("/billing_rules/paid", {"accepted_before_start": False}),
    }


def calls_of(cast: Any) -> dict[str, Good]:
    """A good call of every action of the room."""
    billed = Billed(cast)
    day = {"currency": "CNY", "valid_from": date(2026, 3, 1)}
    usual = {"validity_days": 7, "remind_days": 1, "tolerance_percent": Decimal(5)}
    return {
        "billing.add_rate": good(cost="travel", per="km", amount=Decimal(2), **day),
        "billing.end_rate": good(billed.rate),
        "billing.set_billing_rule": good(billed.kind, accepted_before_start=True),
        "billing.set_billing_settings": good(**usual),
        "billing.draft_quotation": good(billed.demanding),
        "billing.change_quotation": good(billed.draft, notes="周末上门"),
        "billing.send_quotation": good(billed.draft),
        "billing.accept_quotation": good(billed.sent, name="王芳", note="电话同意"),
        "billing.decline_quotation": good(billed.sent, name="王芳", reason="太贵"),
        "billing.withdraw_quotation": good(billed.draft),
        "billing.revise_quotation": good(billed.sent),
        "billing.waive_quotation": good(billed.demanding, reason="急修"),
        "billing.expire_quotation": good(billed.sent),
        "billing.remind_of_quotation": good(billed.sent),
        "billing.drop_bills": good(billed.demanding),
        "billing.draft_charge": good(billed.uncharged, work=[]),
        "billing.create_charge": good(billed.uncharged, lines=billed.lines),
        "billing.change_charge": good(billed.charge, lines=billed.lines),
        "billing.confirm_charge": good(billed.charge),
        "billing.record_payment": good(billed.to_pay, amount=Decimal(50), method="cash"),
        "billing.cancel_charge": good(billed.charge, reason="重复"),
    }
