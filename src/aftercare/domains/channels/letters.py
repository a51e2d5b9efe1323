"""What customers are written and when, by the code of the event."""

from collections.abc import Mapping

from aftercare.domains.channels.billing_letters import BILLING_LETTERS
from aftercare.domains.channels.letter import Letter
from aftercare.domains.channels.order_letters import ORDER_LETTERS
from aftercare.domains.channels.registration_letters import REGISTRATION_LETTERS
from aftercare.domains.channels.request_letters import REQUEST_LETTERS

ALL = (*REQUEST_LETTERS, *REGISTRATION_LETTERS, *BILLING_LETTERS, *ORDER_LETTERS)
LETTERS: Mapping[str, Letter] = {letter.code: letter for letter in ALL}
