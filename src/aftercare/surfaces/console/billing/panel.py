"""What a request costs, beside its story: quotations, charges, and whether the work waits."""

from typing import Any

from aftercare.domains.billing.policies import may_see_bills_of, may_waive, may_write_quotation
from aftercare.domains.billing.queries import Bill, bills_of, quotation_needed
from aftercare.domains.billing.states import OPEN
from aftercare.domains.orders.pricing import written
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import UNSOLVED, State
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.billing.words import Chip, chip_of


def bills_shown(actor: Actor, wanted: ServiceRequest) -> dict[str, Any]:
    """Nothing for whoever may not see them; the latest first."""
    if may_see_bills_of(actor, wanted) is not True:
        return {"bills": None}
    rows = bills_of(actor, wanted)
    ahead = wanted.state in UNSOLVED
    needed = quotation_needed(wanted) if ahead and wanted.state != State.IN_PROGRESS else None
    undecided = any(one.noun == "quotation" and one.state in OPEN for one in rows)
    return {
        "bills": {
            "rows": [_told(one) for one in rows],
            "needed": str(needed) if needed else "",
            "may_propose": ahead and not undecided and may_write_quotation(actor, wanted) is True,
            "may_waive": needed is not None and may_waive(actor, wanted) is True,
        }
    }


def _told(one: Bill) -> tuple[Bill, Chip, str]:
    return one, chip_of(one.state), written(one.total)
