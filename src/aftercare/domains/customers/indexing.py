"""By which words a customer is found."""

from collections.abc import Iterable

from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.kit.words import bigrams, endings, merged, sounds


def customer_tokens(
    records: Iterable[Customer], contacts: Iterable[Contact] = (), sites: Iterable[Site] = ()
) -> list[str]:
    """Names as written and by sound, numbers, phones from any digit on, addresses; all `records` are one customer's."""
    kept, people = list(records), list(contacts)
    # A person's own contact bears the same name: its sounds are looked up once.
    names = list(dict.fromkeys([*(record.name for record in kept), *(person.name for person in people)]))
    written = [*names, *(part for record in kept for part in (record.number, record.external_id or ""))]
    written += [part for site in sites for part in (site.name, site.address)]
    return merged(
        [
            *(bigrams(part) for part in dict.fromkeys(written)),
            *(sounds(name) for name in names),
            *(endings(person.phone.lstrip("+")) for person in people),
        ]
    )
