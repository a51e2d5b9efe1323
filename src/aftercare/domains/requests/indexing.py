"""By which words a request is found."""

from collections.abc import Iterable

from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import phones_of, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.words import bigrams, compact, endings, merged


def request_tokens(request: ServiceRequest, customer: Customer) -> list[str]:
    """The tokens of a request: its number from any digit on, its words and kind of product, whose it is, its serial."""
    phones = [request.contact.phone if request.contact else "", *phones_of(customer)]
    return tokens_of(request, names=(customer.name, standing(customer).name), phones=phones)


def tokens_of(request: ServiceRequest, *, names: Iterable[str], phones: Iterable[str]) -> list[str]:
    """The tokens of a request whose customer's names and phones are known already."""
    return merged(
        [
            *words_of(request.number, request.title, request.description),
            *(bigrams(name) for name in dict.fromkeys(names)),
            *(endings(phone.lstrip("+")) for phone in dict.fromkeys(phones) if phone),
            bigrams(request.category.name if request.category else ""),
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
