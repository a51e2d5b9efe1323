"""What follows from withdrawn consent."""

from aftercare.domains.customers.events import ConsentWithdrawn
from aftercare.domains.outreach.actions import drop_approaches
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry


@reacts_to(ConsentWithdrawn)
def follow_withdrawal(withdrawn: ConsentWithdrawn, fact: LedgerEntry) -> None:
    """Nobody is to ask this person that way any more."""
    at = fact.recorded_at or fact.at
    drop_approaches(system("win-back"), contact_id=withdrawn.contact_id, channel=withdrawn.channel, at=at)
