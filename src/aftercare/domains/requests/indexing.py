"""By which words a request is found."""

from aftercare.domains.customers.models import Customer
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.words import bigrams, endings, merged


def request_tokens(request: ServiceRequest, customer: Customer) -> list[str]:
    """The tokens of a request: its number from any digit on, its title and description, who wants it."""
    digits = request.number.rpartition("-")[2]
    return merged(
        [
            bigrams(request.number),
            endings(digits.lstrip("0"), shortest=3),
            bigrams(request.title),
            bigrams(request.description),
            bigrams(customer.name),
        ]
    )
