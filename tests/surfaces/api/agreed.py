"""One good call of every operation about agreements."""

from typing import Any

from tests import make
from tests.surfaces.api.cast import Sample, Upload


def samples_of(world: Any) -> dict[str, Sample]:
    """By the operation's id."""
    from aftercare.domains.contracts.actions import attach_document

    content, agreement = make.picture("blue"), f"/agreements/{world.agreement.id}"
    paper = attach_document(make.HOUSE, world.agreement, name="协议.png", content=content, at=world.at)
    return {
        "list_agreements": Sample("/agreements"),
        "create_agreement": Sample(
            "/agreements",
            {
                "customer_id": str(world.customer.id),
                "name": "年度保养",
                "starts_on": "2026-01-01",
                "ends_on": "2026-12-31",
                "entitlements": [{"kind": "visits", "quantity": "4"}],
            },
        ),
        "read_agreement": Sample(agreement),
        "change_an_agreement": Sample(agreement, {"ends_on": "2027-12-31"}),
        "change_what_an_agreement_includes": Sample(
            f"{agreement}/include", {"entitlements": [{"kind": "visits", "quantity": "9"}], "reason": "加购"}
        ),
        "cover_a_device": Sample(f"{agreement}/cover", {"device_id": str(world.device.id)}),
        "uncover_a_device": Sample(f"{agreement}/uncover", {"device_id": str(world.device.id)}),
        "list_agreement_documents": Sample(f"{agreement}/documents"),
        "create_agreement_document": Sample(f"{agreement}/documents", Upload(make.picture("red"), "合同.png")),
        "read_agreement_document": Sample(f"{agreement}/documents/{paper.id}"),
        "delete_agreement_document": Sample(f"{agreement}/documents/{paper.id}"),
        "renew_an_agreement": Sample(f"{agreement}/renew", {"ends_on": "2027-12-31"}),
        "list_agreement_uses": Sample(f"{agreement}/uses"),
        "suspend_an_agreement": Sample(f"{agreement}/suspend", {"reason": "欠费"}),
        "resume_an_agreement": Sample(f"/agreements/{world.suspended.id}/resume", {"reason": "已付"}),
        "end_an_agreement": Sample(f"{agreement}/end", {"reason": "客户要求"}),
    }
