"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid, NotAllowed


class EngineerCodeTaken(Conflict):
    """A code stands for one engineer."""

    code = "engineer_code_taken"
    sentence = _("The code %(engineer_code)s already belongs to %(holder)s; choose another code.")


class UserIsEngineer(Conflict):
    """A person is one engineer at most."""

    code = "user_is_engineer"
    sentence = _("%(user)s already is the engineer %(holder)s; open that record instead.")


class OutOfReach(NotAllowed):
    """Nobody puts an engineer where their right does not reach."""

    code = "engineer_out_of_reach"
    sentence = _("Your right to keep engineers doesn't reach there; choose the part of the company that it reaches.")


class NameMissing(Invalid):
    """Nobody is sent without a name."""

    code = "engineer_name_missing"
    sentence = _("An engineer needs a name of at most 80 characters.")


class PlaceOffTheMap(Invalid):
    """Coordinates that are no place."""

    code = "place_off_the_map"
    sentence = _(
        "%(latitude)s, %(longitude)s is no place: give a latitude from -90 to 90 and a longitude from -180 to 180, "
        "or neither."
    )


class DayTooLong(Invalid):
    """More work than a day holds."""

    code = "day_too_long"
    sentence = _("%(minutes)s minutes don't fit a day; give a number from 0 to 1440.")


class CostBelowNought(Invalid):
    """An hour that earns money by being worked, or money without a currency."""

    code = "cost_below_nought"
    sentence = _("%(amount)s can't be the cost of an hour; give nought or more, with a currency.")


class EngineerInactive(Conflict):
    """The engineer no longer works here."""

    code = "engineer_inactive"
    sentence = _("%(engineer)s is not active; reactivate the engineer first.")


class EngineerActive(Conflict):
    """Nothing to reactivate."""

    code = "engineer_active"
    sentence = _("%(engineer)s is active already.")


class LevelOutOfRange(Invalid):
    """Skills have five levels."""

    code = "level_out_of_range"
    sentence = _("Level %(level)s does not exist; give one from 1 (beginner) to 5 (expert).")


class SkillNotHeld(Conflict):
    """Nothing to take away."""

    code = "skill_not_held"
    sentence = _("%(engineer)s doesn't have the skill %(skill)s; nothing was taken away.")


class CertificateEndsFirst(Invalid):
    """A certificate that would never be in force."""

    code = "certificate_ends_first"
    sentence = _("A certificate valid from %(valid_from)s can't end on %(valid_until)s; check both dates.")


class CertificateWithdrawnAlready(Conflict):
    """Withdrawn once is enough."""

    code = "certificate_withdrawn_already"
    sentence = _("The certificate %(certificate)s was withdrawn already.")


class RegionMissing(Invalid):
    """A territory is a region."""

    code = "region_missing"
    sentence = _("A territory needs a region code of at most 20 characters, such as 310115.")


class TerritoryNotServed(Conflict):
    """Nothing to take away."""

    code = "territory_not_served"
    sentence = _("%(engineer)s doesn't serve the region %(region)s; nothing was taken away.")


class AbsenceEndsFirst(Invalid):
    """An absence without length."""

    code = "absence_ends_first"
    sentence = _("An absence that begins on %(start)s can't end on %(end)s; give a later end.")


class NoCalendar(Conflict):
    """Shifts differ from something."""

    code = "engineer_without_calendar"
    sentence = _("%(engineer)s keeps no working calendar, so no day can differ from it; choose a calendar first.")


class ShiftInvalid(Invalid):
    """Hours that no day can have."""

    code = "shift_invalid"
    sentence = _("The day can't be worked like this: %(reason)s")


class NoShift(Conflict):
    """Nothing to take away."""

    code = "no_shift"
    sentence = _("%(engineer)s has no hours of their own on %(day)s; the calendar applies already.")
