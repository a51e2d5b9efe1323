"""What customers are written about their requests: the events and the product's own words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from aftercare.domains.channels.letter import Letter
from aftercare.kit.errors import Sentence

ALWAYS: Mapping[str, Sentence] = {
    "number": _("the number of the request"),
    "title": _("what the request is about"),
    "customer": _("the customer's name"),
    "contact": _("the name of the person who is written to"),
    "company": _("your company"),
    "required_at": _("by when it is to be solved"),
    "link": _("the signed address where the customer follows the request"),
}
OF_VISITS: Mapping[str, Sentence] = {
    "engineer": _("who comes"),
    "visit_day": _("on which day"),
    "visit_time": _("between which hours"),
}
REQUEST_LETTERS = (
    Letter(
        "received",
        _("Received"),
        _("When a request comes in: its number and by when it is to be solved."),
        _("[{number}] We have received your request"),
        _(
            "Dear {contact},\n\nthank you. We have received your request “{title}” under the number {number}. "
            "We mean to solve it by {required_at}.\n\nFollow it, write to us or cancel it here:\n{link}\n\n{company}"
        ),
        ALWAYS,
    ),
    Letter(
        "visit_planned",
        _("A visit is planned"),
        _("When an engineer is to come: who, and between which hours. A new plan is told again."),
        _("[{number}] {engineer} comes on {visit_day}"),
        _(
            "Dear {contact},\n\n{engineer} comes to you on {visit_day} between {visit_time} about “{title}”.\n\n"
            "Does it not suit you? Write to us here:\n{link}\n\n{company}"
        ),
        {**ALWAYS, **OF_VISITS},
    ),
    Letter(
        "date_moved",
        _("The date moved"),
        _("When the required date was moved with the customer's word."),
        _("[{number}] New date: {required_at}"),
        _(
            "Dear {contact},\n\nas agreed with you, “{title}” is now to be solved by {required_at}.\n\n"
            "Everything about it stands here:\n{link}\n\n{company}"
        ),
        ALWAYS,
    ),
    Letter(
        "handled",
        _("Handled: please rate"),
        _("When the work was reported as done: the customer is asked whether it is solved."),
        _("[{number}] Is it solved? Tell us in one minute"),
        _(
            "Dear {contact},\n\nour work on “{title}” is done. Is everything all right again? "
            "Please tell us here, and how satisfied you are:\n{link}\n\n{company}"
        ),
        ALWAYS,
    ),
    Letter(
        "closed",
        _("Closed"),
        _("When the request is closed, unless the customer closed it by rating it."),
        _("[{number}] Your request is closed"),
        _(
            "Dear {contact},\n\nyour request “{title}” is closed. Should it come back, open it again here:\n{link}\n\n"
            "Thank you for your trust.\n{company}"
        ),
        ALWAYS,
    ),
    Letter(
        "cancelled",
        _("Cancelled"),
        _("When somebody else than the customer cancelled the request."),
        _("[{number}] Your request was cancelled"),
        _(
            "Dear {contact},\n\nyour request “{title}” was cancelled. If this was a mistake, write to us here:\n{link}"
            "\n\n{company}"
        ),
        ALWAYS,
    ),
)
