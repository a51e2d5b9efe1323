"""What people who work here are written about signing in; the link stands in the mail that leaves, and nowhere else."""

from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.link_keys import Purpose
from aftercare.domains.channels.letter import Letter

LINK = "{link}"
ACCOUNT_LETTERS: dict[Purpose, Letter] = {
    "invitation": Letter(
        "invitation",
        _("Invitation"),
        _("When a user is made: the link to set the first password."),
        _("{company}: your account"),
        _(
            "Dear {name},\n\nyou can sign in at {company} now, with the address {email}. "
            "Set your password here within 72 hours; the link opens once:\n{link}\n\n"
            "Is it too late? Then ask your administrator for another one."
        ),
    ),
    "password_reset": Letter(
        "password_reset",
        _("Another password"),
        _("When somebody forgot the password: the link to set another one."),
        _("{company}: set another password"),
        _(
            "Dear {name},\n\nsomebody, most likely you, asked for another password for {email}. "
            "Set it here within 60 minutes; the link opens once:\n{link}\n\n"
            "Was it not you? Then do nothing: your password stays as it is."
        ),
    ),
}


def purpose_of(kind: str) -> Purpose | None:
    """Which of these letters a message is; None for every other."""
    return next((purpose for purpose in ACCOUNT_LETTERS if kind == f"account.{purpose}"), None)
