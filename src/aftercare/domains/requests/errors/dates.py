"""What the room refuses about when something is required, wished or awaited."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class WakeUpTooLate(Invalid):
    """Only the customer or the manager may move the required date."""

    code = "wake_up_too_late"
    sentence = _(
        "The wake-up date is not before the required date %(required)s; choose an earlier one, the reason “customer”, "
        "or ask the service manager."
    )


class WaitTooLong(Invalid):
    """A date so far ahead that everybody forgets the request is the manager's to give."""

    code = "wait_too_long"
    sentence = _(
        "More than %(days)s days ahead is the service manager's to decide; choose an earlier date, or ask them."
    )


class DateTooFar(Invalid):
    """A date nobody will be there for."""

    code = "date_too_far"
    sentence = _("%(date)s is more than %(days)s days ahead; choose an earlier date.")

    def __init__(self, field: str, *, date: datetime, days: int) -> None:
        super().__init__(date=date, days=days)
        self.errors[field] = str(self)


class DatePassed(Conflict):
    """What the house is about to take back is given to nobody: it would fail at once."""

    code = "date_passed"
    sentence = _(
        "The required date %(required)s of %(number)s has passed, so it is about to go back or to the service manager; "
        "look again in a moment, or move the date first."
    )


class DateNotYours(Invalid):
    """A later date is the customer's word, or the manager's."""

    code = "date_not_yours"
    sentence = _(
        "The required date %(required)s moves later only for the reason “customer”, or by the service manager; choose "
        "an earlier date, that reason, or ask the service manager."
    )


class DateBeforeWakeUp(Invalid):
    """What waits can't be done before it wakes."""

    code = "date_before_wake_up"
    sentence = _("The request waits until %(until)s; choose a later date, or resume it first.")


class DateKept(Conflict):
    """What was missed, or kept, is not made otherwise afterwards."""

    code = "date_kept"
    sentence = _("The work on %(number)s is done, so the date by which it was required stays.")


class DateInThePast(Invalid):
    """A date that has passed can't be required."""

    code = "date_in_the_past"
    sentence = _("%(date)s has already passed; choose a later one.")

    def __init__(self, field: str, *, date: datetime) -> None:
        super().__init__(date=date)
        self.errors[field] = str(self)


class WishTurnedRound(Invalid):
    """A time that ends before it begins."""

    code = "wish_turned_round"
    sentence = _("The time wished for begins on %(start)s and ends on %(end)s; give the earlier one first.")


class DateNeeded(Invalid):
    """An unlocked request needs a new required date."""

    code = "date_needed"
    sentence = _("Say by when it has to be done: an unlocked request needs a new required date.")
