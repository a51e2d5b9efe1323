"""What customers are written about quotations and charges: the events and the product's own words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from aftercare.domains.channels.letter import Letter
from aftercare.kit.errors import Sentence

OF_QUOTATIONS: Mapping[str, Sentence] = {
    "number": _("the number of the quotation"),
    "title": _("what the request is about"),
    "customer": _("the customer's name"),
    "contact": _("the name of the person who is written to"),
    "company": _("your company"),
    "total": _("what it comes to, with tax"),
    "valid_until": _("the last day on which it can be accepted"),
    "link": _("the signed address where the customer decides"),
}
OF_CHARGES: Mapping[str, Sentence] = {
    "number": _("the number of the charge"),
    "title": _("what the request is about"),
    "customer": _("the customer's name"),
    "contact": _("the name of the person who is written to"),
    "company": _("your company"),
    "total": _("what is to be paid, with tax"),
    "link": _("the signed address where the customer follows the request"),
}

BILLING_LETTERS = (
    Letter(
        "quotation_sent",
        _("Quotation"),
        _("When a quotation is sent: what the work comes to, and where it is accepted or declined."),
        _("[{number}] What the work on “{title}” costs"),
        _(
            "Dear {contact},\n\nbefore we begin the work on “{title}”, we ask you to accept what it costs: {total}.\n\n"
            "Here you see every line and what is covered, and accept or decline until {valid_until}, without a "
            "password:\n{link}\n\n{company}"
        ),
        OF_QUOTATIONS,
    ),
    Letter(
        "quotation_reminded",
        _("Quotation runs out"),
        _("Shortly before the last day of a quotation that the customer has not decided."),
        _("[{number}] Please decide until {valid_until}"),
        _(
            "Dear {contact},\n\nour quotation {number} of {total} for “{title}” holds until {valid_until}. "
            "We begin as soon as you accept it.\n\nAccept or decline here:\n{link}\n\n{company}"
        ),
        OF_QUOTATIONS,
    ),
    Letter(
        "quotation_accepted",
        _("Quotation accepted"),
        _("When a quotation was accepted: the customer's receipt."),
        _("[{number}] Thank you, you accepted our quotation"),
        _(
            "Dear {contact},\n\nthank you: you accepted our quotation {number} of {total} for “{title}”. "
            "The work can begin.\n\nYou find it here:\n{link}\n\n{company}"
        ),
        OF_QUOTATIONS,
    ),
    Letter(
        "quotation_withdrawn",
        _("Quotation withdrawn"),
        _("When a quotation that was sent is taken back and no other takes its place."),
        _("[{number}] Our quotation does not hold any more"),
        _(
            "Dear {contact},\n\nwe take our quotation {number} for “{title}” back; you need not answer it.\n\n"
            "Questions? Please call us.\n\n{company}"
        ),
        OF_QUOTATIONS,
    ),
    Letter(
        "charge_confirmed",
        _("What is to be paid"),
        _("When a charge for work that was done is confirmed."),
        _("[{number}] What the work on “{title}” came to"),
        _(
            "Dear {contact},\n\nthe work on “{title}” is done and comes to {total}.\n\n"
            "Every line stands here:\n{link}\n\n{company}"
        ),
        OF_CHARGES,
    ),
)
