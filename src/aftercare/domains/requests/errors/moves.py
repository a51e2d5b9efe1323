"""What the room refuses of moves, and of what is said and known beside them."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid, NotAllowed, WrongState


class NotSatisfied(Invalid):
    """A bad mark is not a confirmation."""

    code = "not_satisfied"
    sentence = _("A satisfaction of %(satisfaction)s does not close a request; record it as not solved instead.")


class SolverCallsBack(NotAllowed):
    """Nobody confirms their own work."""

    code = "solver_calls_back"
    sentence = _("You handled this request yourself; somebody else has to call the customer back.")


class SolverDecides(NotAllowed):
    """Nobody closes their own work by a decision, or accepts their own hours."""

    code = "solver_decides"
    sentence = _("You worked on this request yourself; another service manager, or the administrator, decides on it.")


class NothingUnderWay(WrongState):
    """The steps of a visit belong to work that somebody has."""

    code = "nothing_under_way"
    sentence = _("%(number)s is %(state)s; the steps of a visit are reported while it is assigned or in progress.")


class RecordMissing(Conflict):
    """Without a service record nothing is handled."""

    code = "record_missing"
    sentence = _("There is no service record of this attempt; write down what was done, then report it handled.")


class NobodyToName(Invalid):
    """Who gets it is said with the way out that gives it to somebody."""

    code = "nobody_to_name"
    sentence = _("Only a request that is assigned at once names who gets it; choose that, or name nobody.")


class CantSeeIt(Invalid):
    """Nobody is called to what they can't open."""

    code = "cant_see_it"
    sentence = _("%(names)s may not see %(number)s; name somebody who may, or give them the right first.")


class ShownOtherwise(Invalid):
    """A file is seen by those who see its note."""

    code = "shown_otherwise"
    sentence = _("“%(name)s” was attached for other eyes than this note is for; attach it once more with the note.")


class NotLinked(Conflict):
    """What is not tied can't be untied."""

    code = "not_linked"
    sentence = _("%(number)s and %(other)s are not linked; look again at what the request says now.")


class LinkStays(Conflict):
    """A tie that follows from what happened is no choice."""

    code = "link_stays"
    sentence = _("%(number)s was merged with or split from %(other)s; that stays as it happened.")


class RequestEnded(Conflict):
    """What has ended stays as it was."""

    code = "request_ended"
    sentence = _("%(number)s has ended, so it stays as it is; reopen it, or enter a new request.")


class DeviceTellsKind(Invalid):
    """A kind of product beside a device."""

    code = "device_tells_kind"
    sentence = _("The device tells what kind of product it is; change the device, or leave the kind empty.")


class AssignedMeanwhile(Conflict):
    """Two assigned it at once."""

    code = "assigned_meanwhile"
    sentence = _("%(number)s was given to %(name)s a moment ago; look again before you give it to somebody else.")


class AssigneeNeeded(Invalid):
    """Someone has to be named."""

    code = "assignee_needed"
    sentence = _("Name the engineer, the desk user or the team who gets it.")


class HolderLeft(Conflict):
    """Nobody is given work who left."""

    code = "holder_left"
    sentence = _("%(name)s is no longer active and can be given nothing; choose somebody else.")


class OneHolder(Invalid):
    """A request is with one person."""

    code = "one_holder"
    sentence = _("Name either an engineer or a desk user, not both: a request is with one person.")


class OpenChildren(Conflict):
    """A parent can't close first."""

    code = "open_children"
    sentence = _("%(numbers)s still open below this request; close them first.")


class ParentEnded(Conflict):
    """Nothing runs below what has ended."""

    code = "parent_ended"
    sentence = _(
        "%(number)s, the request above, is %(state)s; reopen that one first, or enter a request that stands for itself."
    )


class ReopenTooLate(Conflict):
    """The window for reopening is over."""

    code = "reopen_too_late"
    sentence = _("It was closed more than %(days)s days ago; enter a new request instead.")


class MergeIntoItself(Invalid):
    """A request can't be merged with this one."""

    code = "merge_not_possible"
    sentence = _("Merge into another open request of the same customer.")


class LinkedToItself(Invalid):
    """A tie takes two."""

    code = "link_not_possible"
    sentence = _("A request can't be linked to itself; choose another one.")


class LateReport(WrongState):
    """A report about a time before somebody moved the request on."""

    code = "late_report"
    sentence = _(
        "Since %(done_at)s somebody has moved this request on, so the report can't be booked; write it as a note for "
        "the service manager."
    )


class UnknownChoice(Invalid):
    """A code that is not in the dictionary."""

    code = "unknown_choice"
    sentence = _("“%(value)s” is not known here; choose one of: %(known)s.")


class SignedOffAlready(Conflict):
    """Accepted figures stay."""

    code = "signed_off"
    sentence = _("Hours, parts and costs were already accepted.")


class ReasonNeeded(Invalid):
    """A reason is part of the move."""

    code = "reason_needed"
    sentence = _("Say why; the reason is kept with the request.")


class NotOverridden(Conflict):
    """There is nothing to take back."""

    code = "not_overridden"
    sentence = _("Who pays for %(number)s is decided by the rules, so there is nothing to take back.")


class KindTaken(Conflict):
    """A code stands for one kind or outcome."""

    code = "code_in_use"
    sentence = _("“%(taken)s” already stands for %(holder)s; choose another code, or change that one.")


class LastKind(Conflict):
    """Requests are of some kind."""

    code = "last_kind"
    sentence = _("“%(name)s” is the last kind in use; add or switch on another one first.")


class BadKind(Invalid):
    """How a kind can't be treated."""

    code = "bad_kind"
    sentence = _(
        "A kind takes a priority from 1 to 4, from 1 to 1440 minutes of work, at most 3650 days, and for each state "
        "a number of minutes above 0."
    )
