"""What the room refuses."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.kit.errors import Conflict, Invalid


class BadPercent(Invalid):
    """A share of nothing that exists."""

    code = "bad_percent"
    sentence = _("A share lies between 0 and 100 percent, not at %(percent)s.")


class LevelCodeTaken(Conflict):
    """A code stands for one service level or reason to wait."""

    code = "level_code_taken"
    sentence = _("“%(taken)s” already stands for %(holder)s; choose another code, or change that one.")


class BadTargets(Invalid):
    """Targets nobody can keep."""

    code = "bad_targets"
    sentence = _(
        "A target names a clock that is promised, a priority from 1 to 4 and 1 to 525600 minutes, each once; stages "
        "are rising percentages from 1 to 1000."
    )


class TermsTaken(Conflict):
    """A product is sold with one set of terms at a time."""

    code = "terms_taken"
    sentence = _("The terms “%(name)s” already hold for this; withdraw them first.")


class TermsForBoth(Invalid):
    """Terms hold for a product, for a category, or for everything."""

    code = "terms_for_both"
    sentence = _("Name a product or a category, not both; leave both out for terms of everything sold.")


class NoTerms(Invalid):
    """There is nothing a warranty could be copied from."""

    code = "no_terms"
    sentence = _("No warranty terms hold for %(product)s; add terms for it, its category or everything first.")


class NoStartDate(Invalid):
    """A warranty counts from a day."""

    code = "no_start_date"
    sentence = _(
        "No day is known from which the warranty of %(device)s counts; enter when it was sold, shipped or installed."
    )


class AlreadyVoid(Conflict):
    """A warranty is voided once."""

    code = "already_void"
    sentence = _("The warranty “%(name)s” is already void since %(on)s.")


class NotVoid(Conflict):
    """There is nothing to give back."""

    code = "not_void"
    sentence = _("The warranty “%(name)s” is not void, so there is nothing to give back.")


class ReasonMissing(Invalid):
    """What takes something away says why."""

    code = "reason_missing"
    sentence = _("A reason is needed; write it so that the customer can be told.")


class EndsBeforeStart(Invalid):
    """An agreement of no day."""

    code = "ends_before_start"
    sentence = _("An agreement can't end on %(ends_on)s when it begins on %(starts_on)s; choose a later end.")


class AgreementOver(Conflict):
    """What has ended does not come back."""

    code = "agreement_over"
    sentence = _("Agreement %(number)s has ended; start a new one.")


class AlreadyRenewed(Conflict):
    """A period is followed by one other."""

    code = "already_renewed"
    sentence = _("Agreement %(number)s is already renewed: %(next)s runs until %(ends_on)s. Renew that one.")


class NotAForerunner(Invalid):
    """A period follows another of the same customer."""

    code = "not_a_forerunner"
    sentence = _(
        "Agreement %(number)s is of another customer, or ends only on %(ends_on)s; name one of this customer that ends "
        "before %(starts_on)s."
    )


class SuspendedNow(Conflict):
    """What promises nothing now is not prolonged unseen."""

    code = "agreement_suspended"
    sentence = _("Agreement %(number)s is suspended; resume it before you renew it.")


# How a status reads inside a sentence.
STATUS_WORDS = {
    "active": pgettext_lazy("agreement", "in force"),
    "suspended": pgettext_lazy("agreement", "suspended"),
    "ended": pgettext_lazy("agreement", "ended"),
}


class StatusAlready(Conflict):
    """There is nothing to turn."""

    code = "status_already"
    sentence = _("Agreement %(number)s is already %(status)s.")


# How what is counted reads inside a sentence.
KIND_WORDS = {
    "visits": pgettext_lazy("entitlement", "visits"),
    "hours": pgettext_lazy("entitlement", "hours"),
    "parts_value": pgettext_lazy("entitlement", "parts value"),
}


class BadEntitlement(Invalid):
    """A quantity of nothing."""

    code = "bad_entitlement"
    sentence = _("%(quantity)s %(kind)s can't be included; the quantity must be above 0.")


class NotIncluded(Invalid):
    """Something the agreement does not count."""

    code = "not_included"
    sentence = _("Agreement %(number)s includes no %(kind)s, so none can be used.")


class TooManyDocuments(Conflict):
    """A drawer has an end."""

    code = "too_many_documents"
    sentence = _("Agreement %(number)s has %(most)s documents already; remove one that is not needed any more.")


class LessThanUsed(Conflict):
    """What is used already can't be taken out of an agreement."""

    code = "less_than_used"
    sentence = _(
        "%(used)s %(kind)s of agreement %(number)s are used already, and stand in its ledger; include at least as much."
    )

    def __init__(self, field: str, **params: Any) -> None:
        super().__init__(**params)
        self.errors[field] = str(self)


class EntitlementShort(Conflict):
    """More was asked than is left."""

    code = "entitlement_short"
    sentence = _("Only %(left)s of %(quantity)s %(kind)s of agreement %(number)s are left; %(asked)s asked for.")
