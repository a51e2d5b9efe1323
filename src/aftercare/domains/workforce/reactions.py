"""What the room does when others tell that something happened."""

from aftercare.domains.accounts.events import UserDeactivated
from aftercare.domains.workforce.actions import deactivate_engineer
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry


@reacts_to(UserDeactivated)
def send_nobody_who_left(left: UserDeactivated, fact: LedgerEntry) -> None:
    """An engineer who can no longer sign in is sent nowhere; what was with them is asked to be given to others."""
    for engineer in Engineer.objects.filter(user=left.user_id, user__is_active=False, active=True):
        deactivate_engineer(system("leaving"), engineer, at=fact.at)
