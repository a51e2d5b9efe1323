"""What people are written of the device they registered: the events and the product's own words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from aftercare.domains.channels.letter import Letter
from aftercare.kit.errors import Sentence

OF_REGISTRATIONS: Mapping[str, Sentence] = {
    "number": _("the number of the request"),
    "customer": _("the customer's name"),
    "contact": _("the name of the person who is written to"),
    "company": _("your company"),
    "device": _("the product and the end of its serial number"),
    "link": _("the signed address where the customer follows the request"),
}

REGISTRATION_LETTERS = (
    Letter(
        "registration_taken_over",
        _("Registered"),
        _("When a device is on record as theirs whom the desk had to look at: until when its warranty lasts."),
        _("[{number}] Your {device} is registered"),
        _(
            "Dear {contact},\n\nyour {device} is registered. {warranty}\n\n"
            "Do you need service? Everything stands here:\n{link}\n\n{company}"
        ),
        {**OF_REGISTRATIONS, "warranty": _("until when the warranty lasts, as a sentence")},
    ),
    Letter(
        "registration_refused",
        _("Not registered"),
        _("When the request with which somebody registered a device was cancelled: why."),
        _("[{number}] We could not register your {device}"),
        _(
            "Dear {contact},\n\nwe could not register {device} for you: {reason}\n\n"
            "Do you see it otherwise? Write to us here:\n{link}\n\n{company}"
        ),
        {**OF_REGISTRATIONS, "reason": _("the reason given when it was cancelled")},
    ),
)
