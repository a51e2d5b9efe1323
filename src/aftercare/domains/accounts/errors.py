"""What the room refuses."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid, NotFound, WrongState


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


class HasPassword(Conflict):
    """Who has a password needs no invitation."""

    code = "has_password"
    sentence = _("%(name)s has a password already; who forgot it asks for another one on the sign-in page.")


class PasswordLinkOver(Conflict):
    """A link sets a password once, and not for ever."""

    code = "password_link_over"
    sentence = _("This link was used already or its time is over; ask for a new one.")


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


class DayNotSpecial(NotFound):
    """A day that differs from its week was looked for."""

    code = "day_not_special"
    sentence = _("%(date)s is as its week says; there is nothing to take away.")


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


class LastFactorDemanded(Conflict):
    """Who holds a role that demands a second factor keeps one."""

    code = "last_factor_demanded"
    sentence = _(
        "This is your last second factor, and the role “%(role)s” demands one; set another one up first, then take "
        "this one away."
    )


class UnitGone(Conflict):
    """Nothing is put into a part of the company that is no longer used."""

    code = "unit_inactive"
    sentence = _("%(name)s is no longer used; choose another part of the company, or take it into use again.")


class UnitInUse(Conflict):
    """A part of the company with people in it is in use."""

    code = "unit_in_use"
    sentence = _("%(name)s is still in use: %(people)s people and %(units)s units below it. Move them first.")


class UnitIntoItself(Invalid):
    """The tree has no rings."""

    code = "unit_into_itself"
    sentence = _("%(name)s can't stand below itself; choose a unit that is not part of it.")


class RootStays(Conflict):
    """The company's own node is the top of the tree."""

    code = "root_stays"
    sentence = _("%(name)s is the top of the company; it stays where it is and in use.")


class RoleReadyMade(Conflict):
    """What every installation has is the same everywhere."""

    code = "role_ready_made"
    sentence = _("“%(name)s” is ready-made and stays as it is; copy it and change the copy.")


class RoleInUse(Conflict):
    """Grants stay on record, and with them their role."""

    code = "role_in_use"
    sentence = _("“%(name)s” was given %(count)s times, which stays on record; only a role never given can be deleted.")


class RoleCodeTaken(Conflict):
    """Programs know a role by its code."""

    code = "role_code_taken"
    sentence = _("There is already a role with the code “%(role)s”; choose another code.")


class UnknownPermission(Invalid):
    """A permission that isn't there."""

    code = "unknown_permission"
    sentence = _("There is no permission “%(permission)s”; take one that a role shows.")


class OutlastsOwn(Conflict):
    """What one may for a while, one gives for no longer."""

    code = "outlasts_own"
    sentence = _("Your own right to give roles ends on %(until)s; give this one an end no later than that.")


class AlreadyAsked(Conflict):
    """One wish waits once."""

    code = "already_asked"
    sentence = _("You have already asked for this; wait for the answer, or withdraw it and ask anew.")


class AlreadyHeld(Conflict):
    """What one has needs no asking."""

    code = "already_held"
    sentence = _("You already hold this role there, at least as long; nothing has to be asked for.")


class AlreadyOver(Invalid):
    """A role or token that ended before it began helps nobody."""

    code = "already_over"
    sentence = _("The end, %(until)s, has passed already; choose a later one.")


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
