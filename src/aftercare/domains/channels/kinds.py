"""Everything people are told of: what it is called, why one is told, and how unless one chose otherwise."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: `says` is the line that is shown and the subject of the mail, with `%(label)s` for the thing.

    What is `urgent` is mailed in quiet hours too. What comes in floods says with `many` how many there were, with
    `%(count)s`: one line an hour then tells of all of them, and leads to the place `gathered_at`.
    """

    code: str
    label: Sentence
    sentence: Sentence
    says: Sentence
    page: bool = True
    mail: bool = False
    urgent: bool = False
    many: Sentence = ""
    gathered_at: str = ""

    def words(self, label: str, facts: int = 1) -> str:
        """The line, for one fact or for the many that were gathered in it."""
        return str(self.many) % {"count": facts} if self.many and facts > 1 else str(self.says) % {"label": label}


def _by_code(*kinds: Kind) -> dict[str, Kind]:
    return {kind.code: kind for kind in kinds}


KINDS = _by_code(
    Kind(
        "request.assigned",
        _("Given to me"),
        _("A request was given to you yourself."),
        _("%(label)s was given to you"),
        mail=True,
    ),
    Kind(
        "team.assigned",
        _("Given to a team of mine"),
        _("A request was given to a team of yours; any of you may take it."),
        _("%(label)s was given to your team"),
        many=_("%(count)s times within an hour something was given to your teams"),
        gathered_at="requests",
    ),
    Kind(
        "request.withdrawn",
        _("Taken from me"),
        _("A request you had was taken back or given to somebody else, so you need not go."),
        _("%(label)s is not yours any more"),
        mail=True,
        urgent=True,
    ),
    Kind(
        "customer.wrote",
        _("A customer wrote about what I have"),
        _("The customer of a request you have wrote, or called the desk about it."),
        _("The customer wrote about %(label)s"),
        mail=True,
    ),
    Kind(
        "team.customer_wrote",
        _("A customer wrote about what my team has"),
        _("The customer of a request your team has wrote, or called the desk about it."),
        _("The customer wrote about %(label)s, which your team has"),
        many=_("Customers wrote %(count)s times within an hour about what your teams have"),
        gathered_at="requests",
    ),
    Kind(
        "desk.customer_wrote",
        _("A customer wrote about what nobody has"),
        _("A customer wrote about a request that nobody has yet; for those of the desk."),
        _("The customer wrote about %(label)s, which nobody has"),
        many=_("Customers wrote %(count)s times within an hour about what nobody has"),
        gathered_at="requests",
    ),
    Kind(
        "request.rejected",
        _("A customer is not satisfied"),
        _("The customer said that what you had reported as handled is not solved."),
        _("The customer of %(label)s is not satisfied"),
        mail=True,
    ),
    Kind(
        "request.reopened",
        _("A closed request comes back"),
        _("The customer came back with a request that you had handled."),
        _("%(label)s was opened again"),
        mail=True,
    ),
    Kind(
        "team.came_back",
        _("Something comes back to my team"),
        _("The customer came back with what your team had handled, or its service record was sent back."),
        _("%(label)s comes back to your team"),
        many=_("%(count)s times within an hour something came back to your teams"),
        gathered_at="requests",
    ),
    Kind(
        "record.sent_back",
        _("A service record comes back"),
        _("The service manager sent the figures of your work back to be corrected."),
        _("The service record of %(label)s was sent back"),
        mail=True,
    ),
    Kind(
        "promise.alert",
        _("A promise is about to break"),
        _("Much of the promised time of something that is yours is spent."),
        _("%(label)s: a promise is about to break"),
    ),
    Kind(
        "promise.breach",
        _("A promise broke"),
        _("The promised time of something that is yours is over."),
        _("%(label)s: a promise is broken"),
        mail=True,
        urgent=True,
    ),
    Kind(
        "team.promise",
        _("A promise of my team is about to break, or broke"),
        _("Much or all of the promised time of something your team has is spent."),
        _("%(label)s, which your team has: the promised time runs out or is over"),
        page=False,
        many=_("%(count)s times within an hour promised time of your teams ran out"),
        gathered_at="requests",
    ),
    Kind(
        "promise.escalated",
        _("A broken promise reaches me"),
        _("For service managers: a promise of your part of the company is broken."),
        _("%(label)s: a promise is broken, and you are asked to look"),
        many=_("%(count)s promises broke within an hour"),
        gathered_at="desk",
    ),
    Kind(
        "request.locked",
        _("A request is locked"),
        _("For service managers: a request stands still until you decide how it goes on."),
        _("%(label)s is locked: decide how it goes on"),
        mail=True,
        urgent=True,
    ),
    Kind(
        "call_back.escalated",
        _("A call-back needs a decision"),
        _("For service managers: a customer was not reached, or was not called in time."),
        _("%(label)s: the customer was not reached"),
        mail=True,
    ),
    Kind(
        "task.opened",
        _("Something waits in my work list"),
        _("An entry for you alone came into your work list."),
        _("%(label)s waits in your work list"),
    ),
    Kind(
        "request.mentioned",
        _("Somebody mentions me"),
        _("A colleague named you in a note."),
        _("You were mentioned in %(label)s"),
        mail=True,
    ),
    Kind(
        "quotation.decided",
        _("A customer decided about a quotation"),
        _("A quotation you sent, or of a request you have, was accepted or declined."),
        _("The customer decided about quotation %(label)s"),
        mail=True,
    ),
    Kind(
        "rights.asked",
        _("Somebody asks for a right"),
        _("For those who give rights: a colleague asks for one."),
        _("%(label)s asks for a right"),
        mail=True,
    ),
    Kind(
        "rights.answered",
        _("My request for a right is answered"),
        _("Somebody gave you the right you asked for, or said no."),
        _("Your request for a right was answered: %(label)s"),
        mail=True,
    ),
    Kind(
        "rights.ending",
        _("A role of mine ends soon"),
        _("A role you hold ends within three days; ask anew if you need it longer."),
        _("Your role “%(label)s” ends soon"),
        mail=True,
    ),
    Kind(
        "watched.moved",
        _("What I watch goes on"),
        _("A request you watch went into another state, to somebody else, or got another date."),
        _("%(label)s, which you watch, went on"),
    ),
    Kind(
        "watched.wrote",
        _("A customer wrote about what I watch"),
        _("The customer of a request you watch wrote, or called the desk about it."),
        _("The customer wrote about %(label)s, which you watch"),
    ),
    Kind(
        "watched.noted",
        _("A note on what I watch"),
        _("A colleague wrote on a request you watch."),
        _("A colleague wrote on %(label)s, which you watch"),
    ),
)
# Entries of a work list of which people are told by another kind, so not twice.
TOLD_OTHERWISE = (
    "clock.",
    "request.customer_wrote",
    "request.locked",
    "service_record.sent_back",
    "callback.",
    "permission_request.",
)
