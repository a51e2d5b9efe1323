"""Links to set a password are mailed to whoever is invited, or forgot the one before."""

from aftercare.domains.accounts.events import PasswordResetAsked, UserInvited
from aftercare.domains.accounts.link_keys import Purpose
from aftercare.domains.accounts.models import User
from aftercare.domains.channels.actions import write_to_person
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")


@reacts_to(UserInvited, PasswordResetAsked)
def write_the_link(asked: UserInvited | PasswordResetAsked, fact: LedgerEntry) -> None:
    """To the person's own address."""
    letter: Purpose = "invitation" if isinstance(asked, UserInvited) else "password_reset"
    write_to_person(HOUSE, User.objects.get(pk=asked.user_id), letter=letter, key=f"{fact.id}:{letter}", at=fact.at)
