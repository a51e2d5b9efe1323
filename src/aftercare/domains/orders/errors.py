"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid, NotAllowed, WrongState


class NoLines(Invalid):
    """An order of nothing."""

    code = "no_lines"
    sentence = _("An order needs a line at least; add what is sold.")


class LineOfNothing(Invalid):
    """A line sells one thing."""

    code = "line_of_nothing"
    sentence = _("Line %(line)s names no product and no part, or both; choose one of them.")


class BadQuantity(Invalid):
    """Nothing is sold by halves, or not at all."""

    code = "bad_order_quantity"
    sentence = _("Line %(line)s asks for %(quantity)s; a quantity is 1 to 100000.")


class BadPrice(Invalid):
    """Money is not given along with the goods."""

    code = "bad_price"
    sentence = _("Line %(line)s has a price below 0 or a discount outside 0 to 100 %%; correct it.")


class NoPrice(Invalid):
    """Nobody wrote down what it costs."""

    code = "no_price"
    sentence = _(
        "Line %(line)s: no price list in %(currency)s holds a price of %(thing)s on that day; type the price, or add "
        "it to a list."
    )


class BadCurrency(Invalid):
    """A code that no currency has."""

    code = "bad_currency"
    sentence = _("“%(currency)s” is no currency; write three letters such as CNY.")


class ListOfOtherCurrency(Invalid):
    """Prices of another currency."""

    code = "list_of_other_currency"
    sentence = _("The price list %(list)s is in %(theirs)s and the order in %(ours)s; choose a list in %(ours)s.")


class OrderNotDraft(WrongState):
    """What was reviewed stays as it was."""

    code = "order_not_draft"
    sentence = _("%(number)s is %(state)s, and only a draft is changed; revise it first, then it is reviewed anew.")


class AuthorReviews(NotAllowed):
    """Four eyes."""

    code = "author_reviews"
    sentence = _("You wrote or submitted %(number)s yourself; somebody else reviews it.")


class AboveLimit(NotAllowed):
    """A large order, or a large discount, takes a right of its own."""

    code = "above_limit"
    sentence = _(
        "%(number)s comes to %(total)s with a discount of up to %(discount)s %%; above %(limit)s or %(percent)s %% it "
        "needs the right “%(right)s”. Ask somebody who holds it."
    )


class NoLimit(NotAllowed):
    """Nobody said from which sum on an order of this currency is large."""

    code = "no_limit"
    sentence = _(
        "%(number)s is in %(currency)s, for which no approval limit is set; so it needs the right “%(right)s”. Ask "
        "somebody who holds it, or have a limit set."
    )


class OrderReasonMissing(Invalid):
    """The author wants to know why."""

    code = "order_reason_missing"
    sentence = _("Say why; the reason stands in the order's story.")


class ShipsNothing(Invalid):
    """A parcel without content."""

    code = "ships_nothing"
    sentence = _("Say how many of a line leave the house; nothing was given.")


class NoSerialGiven(Invalid):
    """Nothing to write down."""

    code = "no_serial_given"
    sentence = _("Give the serial number of one piece of shipment %(number)s at least.")


class TooMany(Conflict):
    """Never more than was ordered."""

    code = "too_many_shipped"
    sentence = _("Only %(left)s of %(thing)s are still to be shipped; %(asked)s asked for.")


class SerialsWrong(Invalid):
    """Each piece has its own number."""

    code = "serials_wrong"
    sentence = _("The serial numbers of %(thing)s can't be taken: %(problems)s.")


class ShipmentArrived(Conflict):
    """It arrives once."""

    code = "shipment_arrived"
    sentence = _("Shipment %(number)s was delivered on %(on)s already.")


class TooEarly(Invalid):
    """Nothing arrives before it left, or tomorrow."""

    code = "delivered_too_early"
    sentence = _("Shipment %(number)s left on %(shipped)s and today is %(today)s; choose a day between the two.")


class ReportTooEarly(Invalid):
    """Nothing is reported before it happened."""

    code = "report_too_early"
    sentence = _("The report is of %(when)s, which is still to come; give when it really happened.")


class PricesUnreadable(Invalid):
    """A table that was pasted and can't be taken as it is."""

    code = "prices_unreadable"
    sentence = _("Nothing was changed: %(problems)s. Correct these lines and send it again.")


class BadValidity(Invalid):
    """Prices that end before they begin."""

    code = "bad_validity"
    sentence = _("The prices hold from %(start)s and end on %(end)s; give the earlier day first.")


class BadPercent(Invalid):
    """A share of the whole."""

    code = "bad_share"
    sentence = _("%(percent)s is no percentage; give 0 to 100.")
