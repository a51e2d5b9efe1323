"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class SpanMissing(Invalid):
    """An occasion is counted in days or years."""

    code = "span_missing"
    sentence = _("This occasion needs a number of days or years of at least 1.")

    def __init__(self) -> None:
        super().__init__()
        self.errors["span"] = str(self)


class EndsBeforeItBegins(Invalid):
    """A suggestion holds for one day at least."""

    code = "ends_before_it_begins"
    sentence = _("The last day can't lie before the first; choose a later one, or none.")

    def __init__(self) -> None:
        super().__init__()
        self.errors["valid_until"] = str(self)


class NotInForce(Conflict):
    """What is not suggested today is offered to nobody."""

    code = "not_in_force"
    sentence = _("“%(title)s” does not hold today; change its days, or choose another suggestion.")


class DoesNotFit(Conflict):
    """The customer is not of those whom the suggestion is for."""

    code = "does_not_fit"
    sentence = _("“%(title)s” is not for %(name)s: grade, tags or occasion do not fit.")


class NotAgreed(Conflict):
    """Offers are for those who agreed to them."""

    code = "not_agreed"
    sentence = _("Nobody of %(name)s agrees to offers; note the consent first.")


class AlreadyApproached(Conflict):
    """One at a time, and not too often."""

    code = "already_approached"
    sentence = _("%(name)s is being asked already, or was within the last %(days)s days; wait until that is over.")


class NoOwners(Invalid):
    """Somebody has to ask."""

    code = "no_owners"
    sentence = _("Choose at least one colleague who may make offers.")

    def __init__(self) -> None:
        super().__init__()
        self.errors["owners"] = str(self)


class OwnerMayNotOffer(Invalid):
    """Who asks holds the right to."""

    code = "owner_may_not_offer"
    sentence = _("%(name)s may not make offers; choose somebody who holds that right.")

    def __init__(self, *, name: str, field: str) -> None:
        super().__init__(name=name)
        self.errors[field] = str(self)


class OutOfReach(Invalid):
    """Who asks a customer may see them."""

    code = "owner_out_of_reach"
    sentence = _("%(owner)s may not see %(name)s; choose somebody who may.")

    def __init__(self, *, name: str, owner: str) -> None:
        super().__init__(name=name, owner=owner)
        self.errors["owner"] = str(self)


class WantedOutOfBounds(Invalid):
    """A list has an end."""

    code = "wanted_out_of_bounds"
    sentence = _("From 1 to %(most)s customers can be taken at once.")

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)
        self.errors["wanted"] = str(self)


class DueInThePast(Invalid):
    """Customers are asked later than now."""

    code = "due_in_the_past"
    sentence = _("This lies in the past; choose a later time.")

    def __init__(self, *, field: str = "due_at") -> None:
        super().__init__()
        self.errors[field] = str(self)


class ResultFinal(Conflict):
    """Who wants to hear no more is not asked again."""

    code = "result_final"
    sentence = _("%(name)s wishes for no more offers; this result stays.")


class AlreadySettled(Conflict):
    """An answer was given."""

    code = "already_settled"
    sentence = _("%(name)s has answered already; only another answer can take its place.")


class LinkWithoutInterest(Invalid):
    """What was bought shows interest."""

    code = "link_without_interest"
    sentence = _("An order or agreement belongs to the result “interested”.")

    def __init__(self) -> None:
        super().__init__()
        self.errors["result"] = str(self)


class LinkOfAnother(Invalid):
    """What somebody else bought is no success here."""

    code = "link_of_another"
    sentence = _("%(thing)s belongs to another customer; choose one of %(name)s.")


class LinkTaken(Conflict):
    """One purchase is one success."""

    code = "link_taken"
    sentence = _("%(thing)s is already the result of another suggestion; it counts once.")
