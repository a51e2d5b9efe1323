"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid, NotAllowed, WrongState


class NothingToQuote(Invalid):
    """A quotation or a charge of nothing."""

    code = "nothing_to_quote"
    sentence = _("There is no line; add what is to be paid: labour, the way, a part or something else.")


class LineIncomplete(Invalid):
    """Nobody accepts a price that is not there."""

    code = "line_incomplete"
    sentence = _("Line %(line)s has no price or no quantity yet; fill in both, or take the line out.")


class BadLine(Invalid):
    """Values that no line can have."""

    code = "bad_line"
    sentence = _(
        "Line %(line)s can't be taken: a quantity is 0 to 100000, a price 0 or more, a discount 0 to 100 %%; a part "
        "names a part, and anything else says what it is."
    )


class NotADraft(WrongState):
    """What was sent or confirmed stays as it was."""

    code = "bill_not_draft"
    sentence = _("%(number)s is %(state)s; only a draft is changed. Write a new version of a quotation instead.")


class AlreadyQuoted(Conflict):
    """One quotation at a time."""

    code = "already_quoted"
    sentence = _("%(number)s for this request is not decided yet; change, revise or withdraw that one.")


class RequestOver(WrongState):
    """Nothing is quoted for what has ended."""

    code = "request_over"
    sentence = _("Request %(number)s is %(state)s; a quotation is written while its work is still to be done.")


class ValidityOver(Invalid):
    """A last day that has gone by."""

    code = "validity_over"
    sentence = _("The quotation would hold until %(until)s, and today is %(today)s; choose a later day.")


class QuotationRanOut(WrongState):
    """Nobody accepts what no longer holds."""

    code = "quotation_ran_out"
    sentence = _("%(number)s held until %(until)s and can't be decided any more; a new version is needed.")


class DeciderMissing(Invalid):
    """Whoever decides says who they are."""

    code = "decider_missing"
    sentence = _("Give the name of whoever decides.")


class ReasonMissing(Invalid):
    """Others want to know why."""

    code = "billing_reason_missing"
    sentence = _("Say why; the reason stands in the request's story.")


class DiscountAboveLimit(NotAllowed):
    """A large discount takes a right of its own."""

    code = "discount_above_limit"
    sentence = _(
        "%(number)s gives a discount of up to %(discount)s %%; above %(percent)s %% it needs the right “%(right)s”. "
        "Ask somebody who holds it."
    )


class AboveQuotation(NotAllowed):
    """More than was accepted takes a manager."""

    code = "above_quotation"
    sentence = _(
        "%(number)s comes to %(total)s; the accepted quotation %(quotation)s to %(quoted)s. More than %(percent)s %% "
        "above it needs the right “%(right)s”. Ask somebody who holds it, or lower the charge."
    )


class QuotationNeeded(WrongState):
    """No work before the customer knows what it costs."""

    code = "quotation_needed"
    sentence = _(
        "%(number)s can't be started: %(costs)s to be paid by the customer, who has accepted no quotation yet. Send "
        "one, or ask the service manager to waive it."
    )


class DecisionAwaited(WrongState):
    """The customer has not said yes yet."""

    code = "decision_awaited"
    sentence = _(
        "%(number)s can't be started: the customer has not decided about quotation %(quotation)s yet. Record the "
        "decision, or ask the service manager to waive it."
    )


class NothingToWaive(Conflict):
    """It may start anyway."""

    code = "nothing_to_waive"
    sentence = _("%(number)s waits for no quotation: nothing is to be waived.")


class RateThere(Conflict):
    """One price a day."""

    code = "rate_there"
    sentence = _("There is a rate of this sort from %(day)s on already; end that one first, or choose another day.")


class BadRate(Invalid):
    """A price that can't be."""

    code = "bad_rate"
    sentence = _("Labour is paid by the hour, the way by visit or km, and a price is 0 or more; correct the rate.")


class BadSettings(Invalid):
    """Numbers out of bounds."""

    code = "bad_billing_settings"
    sentence = _("A quotation holds for 1 to 365 days, and the tolerance is 0 to 100 %%; correct the numbers.")


class BadPayment(Invalid):
    """Not more than is left, and not before tomorrow."""

    code = "bad_payment"
    sentence = _("%(left)s of %(number)s are still to be paid; give an amount above 0 and up to that.")


class PaidTomorrow(Invalid):
    """Nothing is paid in advance of itself."""

    code = "paid_tomorrow"
    sentence = _("%(day)s is still to come; give the day on which it was paid.")


class ChargePartlyPaid(Conflict):
    """What was paid is refunded first."""

    code = "charge_partly_paid"
    sentence = _("%(paid)s of %(number)s are paid already, so it is not cancelled.")


class WorkNotDone(WrongState):
    """Nothing is charged before it was done."""

    code = "work_not_done"
    sentence = _("Request %(number)s is %(state)s; it is charged once its work is handled.")


class AlreadyCharged(Conflict):
    """Once a round of work."""

    code = "already_charged"
    sentence = _("This work is charged by %(number)s already; change or cancel that one.")
