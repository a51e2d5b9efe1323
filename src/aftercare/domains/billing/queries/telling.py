"""What the room adds to a customer's timeline: quotations that were sent, and charges that are to be paid."""

from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.policies import visible_charges, visible_to
from aftercare.domains.requests.queries import LaterKind, tells

tells(
    "bills",
    LaterKind("quotation_sent", Quotation, visible_to, "sent_at", ("request",)),
    LaterKind("charge_confirmed", Charge, visible_charges, "confirmed_at", ("request",)),
)
