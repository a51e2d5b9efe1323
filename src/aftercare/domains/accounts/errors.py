"""What the room refuses."""

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid, WrongState


class AddressTaken(Conflict):
    """Two people can't sign in with one address."""

    code = "address_taken"
    sentence = _("%(email)s already belongs to a user; use another address or change that user.")


class WeakPassword(Invalid):
    """The password breaks the rules; the sentences say which."""

    code = "weak_password"
    sentence = _("This password is not safe enough: %(reasons)s")


class WrongPassword(Invalid):
    """Whoever changes a password knows the one in use."""

    code = "wrong_password"
    sentence = _("This is not the password in use; type the one you sign in with now.")


class AlreadySetUp(Conflict):
    """The first run comes once; later administrators are made by one of them, or on the command line."""

    code = "already_set_up"
    sentence = _("This system is already set up; sign in instead.")


class UnknownRole(Invalid):
    """A role code that isn't there."""

    code = "unknown_role"
    sentence = _("There is no role “%(role)s”; known are: %(known)s.")


class UnknownScope(Invalid):
    """A token scope that isn't there."""

    code = "unknown_scope"
    sentence = _("There is no scope “%(scope)s”; use all, or a noun with :read or :write.")


class BadCalendar(Invalid):
    """Working hours that can't be."""

    code = "bad_calendar"
    sentence = _("These working hours can't be used: %(reason)s")


class LastAdministrator(Conflict):
    """Without an administrator nobody could give rights any more."""

    code = "last_administrator"
    sentence = _(
        "%(name)s is the last administrator of the company; give somebody else this role first, without an end."
    )


class GrantGone(Conflict):
    """A role is taken back once."""

    code = "grant_gone"
    sentence = _("This role was taken back already; give it anew if it is needed again.")


class DecidedNotDone(WrongState):
    """The entry asks for a decision and leaves the list by it."""

    code = "decided_not_done"


class UserInactive(Conflict):
    """Nobody leaves twice."""

    code = "user_inactive"
    sentence = _("%(name)s was deactivated already; reactivate the user to let this person in again.")


class UserActive(Conflict):
    """Nobody comes back who did not leave."""

    code = "user_active"
    sentence = _("%(name)s is active already; this person can sign in.")


class NoSecondFactor(WrongState):
    """There is nothing to take away."""

    code = "no_second_factor"
    sentence = _("%(name)s has no second factor; the password alone opens.")


class EndsInThePast(Invalid):
    """What is given until an instant that has passed is not given at all."""

    code = "ends_in_the_past"
    sentence = _("It would have ended at %(expires_at)s already; choose a later end.")

    def __init__(self, *, expires_at: datetime) -> None:
        super().__init__(expires_at=expires_at)
        self.errors["expires_at"] = str(self)


class UnknownListing(Invalid):
    """Views are kept of the lists that have them."""

    code = "unknown_listing"
    sentence = _("There is no list “%(page)s” to keep a view of; known are: %(known)s.")
    NO_COLUMN: ClassVar = _("This list has no column “%(column)s”; leave it away.")


class ViewNameTaken(Conflict):
    """Two views of a person's list can't be told apart by one name."""

    code = "view_name_taken"
    sentence = _("You have a view “%(name)s” already; choose another name, or change that one.")


class TooManyViews(Conflict):
    """Nobody finds anything among hundreds."""

    code = "too_many_views"
    sentence = _("You have %(most)s views already; delete one that you no longer use.")
