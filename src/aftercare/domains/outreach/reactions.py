"""What follows when consent is withdrawn, and when a colleague leaves."""

from aftercare.domains.accounts.events import UserDeactivated, UserReactivated
from aftercare.domains.accounts.models import User
from aftercare.domains.customers.events import ConsentWithdrawn
from aftercare.domains.outreach.actions import ask_who_takes_over, drop_approaches, keep_with_whoever_is_back
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("win-back")


@reacts_to(ConsentWithdrawn)
def follow_withdrawal(withdrawn: ConsentWithdrawn, fact: LedgerEntry) -> None:
    """Nobody is to ask this person that way any more."""
    at = fact.recorded_at or fact.at
    drop_approaches(HOUSE, contact_id=withdrawn.contact_id, channel=withdrawn.channel, at=at)


@reacts_to(UserDeactivated)
def find_others_to_ask(gone: UserDeactivated, fact: LedgerEntry) -> None:
    """Somebody signs in no more: the managers say who asks their customers."""
    user = User.objects.get(pk=gone.user_id)
    if not user.is_active:
        ask_who_takes_over(HOUSE, user, at=fact.at)


@reacts_to(UserReactivated)
def leave_with_them(back: UserReactivated, fact: LedgerEntry) -> None:
    """Somebody signs in again: what nobody has taken over stays theirs."""
    user = User.objects.get(pk=back.user_id)
    if user.is_active:
        keep_with_whoever_is_back(HOUSE, user, at=fact.at)
