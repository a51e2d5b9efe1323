"""By which words a request is found."""

from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import phones_of, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.words import bigrams, compact, endings, merged


def request_tokens(request: ServiceRequest, customer: Customer) -> list[str]:
    """The tokens of a request: its number from any digit on, its words, who wants it and their phones, its serial."""
    phones = dict.fromkeys([request.contact.phone if request.contact else "", *phones_of(customer)])
    return merged(
        [
            *words_of(request.number, request.title, request.description),
            bigrams(customer.name),
            bigrams(standing(customer).name),
            *(endings(phone.lstrip("+")) for phone in phones if phone),
            _serial(request.device),
        ]
    )


def words_of(number: str, title: str, description: str) -> list[list[str]]:
    """What the request itself says, piece by piece."""
    digits = number.rpartition("-")[2]
    return [bigrams(number), endings(digits.lstrip("0"), shortest=3), bigrams(title), bigrams(description)]


def _serial(device: Device | None) -> list[str]:
    """A serial as written and from any of its letters or digits on, whatever stands between them."""
    if device is None or not device.serial:
        return []
    return [*bigrams(device.serial), *endings(compact(device.serial))]
