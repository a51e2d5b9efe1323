"""Good calls of what decides who pays."""

from datetime import date
from typing import Any

from tests.domains.good_call import Good, good
from tests.make import HOUSE, picture

GOODWILL: dict[str, Any] = {"labour_percent": 100, "parts_percent": 0, "travel_percent": 100, "reason": "老客户"}


def calls_of_coverage(cast: Any) -> dict[str, Good]:
    """The call of every action by its name."""
    from aftercare.domains.contracts.actions import (
        add_statutory_rule,
        attach_document,
        cover_device,
        grant_warranty,
        start_agreements,
        void_warranty,
    )
    from aftercare.domains.contracts.drafts import AgreementDraft
    from aftercare.domains.requests.actions import override_coverage

    worn = {"starts_on": date(2026, 1, 1), "months": 12, "labour_percent": 100}
    warranty = grant_warranty(HOUSE, cast.device, name="延保", at=cast.at, **worn)

    rule = add_statutory_rule(HOUSE, name="家电", regulation="三包规定", source="1995", at=cast.at)
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    draft = AgreementDraft(customer=cast.customer, name="年度保养", **year)
    (unused,) = start_agreements(HOUSE, drafts=[draft], at=cast.at)

    paper = attach_document(HOUSE, cast.agreement, name="协议.png", content=picture("blue"), at=cast.at)

    def void() -> None:
        void_warranty(HOUSE, warranty, on=date(2026, 3, 1), reason="私自拆机", at=cast.at)

    def cover() -> None:
        cover_device(HOUSE, cast.agreement, device=cast.device, at=cast.at)

    def override() -> None:
        override_coverage(HOUSE, cast.pending, at=cast.at, **GOODWILL)

    return {
        "contracts.restore_warranty": good(warranty, before=void, reason="误判"),
        "contracts.add_statutory_rule": good(name="电脑", regulation="三包规定", source="2002"),
        "contracts.change_statutory_rule": good(rule, refund_days=10),
        "contracts.start_agreements": good(drafts=[draft]),
        "contracts.cover_product": good(cast.agreement, product=cast.product),
        "contracts.cover_site": good(cast.agreement, site=cast.site),
        "contracts.uncover_product": good(cast.agreement, product=cast.product),
        "contracts.uncover_site": good(cast.agreement, site=cast.site),
        "contracts.uncover_device": good(cast.agreement, before=cover, device=cast.device),
        "contracts.attach_document": good(cast.agreement, name="合同.png", content=picture("red")),
        "contracts.remove_document": good(cast.agreement, document=paper),
        "contracts.withdraw_agreements": good(agreements=[unused]),
        "contracts.warrant_parts": good(cast.device, parts=[cast.part], on=date(2026, 3, 1), repair_id=cast.device.id),
        "requests.override_coverage": good(cast.pending, **GOODWILL),
        "requests.restore_coverage": good(cast.pending, before=override, reason="客户不接受"),
        "requests.decide_coverage_anew": good(ids=[cast.pending.id]),
    }
