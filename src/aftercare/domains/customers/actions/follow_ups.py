"""Put what was agreed to follow up into work lists, on its day."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.customers.policies import may_ask_follow_ups
from aftercare.domains.customers.queries import FOLLOW_UP_KEY, follow_ups_to_ask
from aftercare.kit.actor import Actor
from aftercare.kit.ids import Ref
from aftercare.kit.permissions import require

FOLLOW_UP = "customer.follow_up"
DESK = "agent"


@transaction.atomic
def ask_follow_ups(actor: Actor, *, at: datetime) -> int:
    """Ask whoever spoke, or else the desk, for the follow-ups of today; each once. Returns how many were asked."""
    require(may_ask_follow_ups(actor))
    due = list(follow_ups_to_ask(at=at))
    for spoken in due:
        about = Ref(spoken.about_kind, spoken.about_id) if spoken.about_id else spoken.customer.ref
        open_task(
            actor,
            kind=FOLLOW_UP,
            key=f"{FOLLOW_UP_KEY}{spoken.id}",
            about=about,
            label=spoken.customer.name,
            role="" if spoken.by else DESK,
            person_id=spoken.by,
            unit_id=spoken.customer.unit_id,
            due_at=spoken.follow_up_at,
            params={"customer_id": str(spoken.customer_id)},
            at=at,
        )
    return len(due)
