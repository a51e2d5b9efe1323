"""What a request costs, beside its story: quotations, charges, and whether the work waits."""

from typing import Any

from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.policies import may_see_bills, may_waive, may_write_quotation
from aftercare.domains.billing.queries import charges_shown, quotation_needed, quotations_shown
from aftercare.domains.billing.states import OPEN
from aftercare.domains.orders.pricing import written
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import UNSOLVED, State
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.billing.words import chip_of


def bills_shown(actor: Actor, wanted: ServiceRequest) -> dict[str, Any]:
    """Nothing for whoever may not see them; the latest of each first."""
    if may_see_bills(actor) is not True:
        return {"bills": None}
    quotations, charges = quotations_shown(actor, wanted), charges_shown(actor, wanted)
    ahead = wanted.state in UNSOLVED
    needed = quotation_needed(wanted) if ahead and wanted.state != State.IN_PROGRESS else None
    undecided = any(one.state in OPEN for one in quotations)
    return {
        "bills": {
            "quotations": [_told(one) for one in quotations],
            "charges": [_told(one) for one in charges],
            "needed": str(needed) if needed else "",
            "may_propose": ahead and not undecided and may_write_quotation(actor, wanted) is True,
            "may_waive": needed is not None and may_waive(actor, wanted) is True,
        }
    }


def _told(one: Quotation | Charge) -> tuple[Quotation | Charge, Any, str]:
    return one, chip_of(one.state), written(one.money("total"))
