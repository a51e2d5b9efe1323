"""What the address of the queue asks for, and the same address with something else in it."""

from django.http import HttpRequest

from aftercare.domains.requests.queries import FILTERS, known

NEWEST_FIRST = "-submitted_at"
OF_THE_PAGE = ("cursor", "shown", "beyond")  # where one is in the list, not what it holds


def asked(request: HttpRequest) -> dict[str, list[str]]:
    """The filters, words and order in the address, as far as the list understands them."""
    given = {name: request.GET.getlist(name) for name in (*FILTERS, "q", "sort") if name in request.GET}
    return known(given)


def sort_of(request: HttpRequest) -> str:
    """The order that is asked for, else the newest first."""
    return asked(request).get("sort", [NEWEST_FIRST])[0]


def query_with(request: HttpRequest, **change: str | list[str]) -> str:
    """The present query from its beginning, with other values; an empty one leaves."""
    query = request.GET.copy()
    for gone in OF_THE_PAGE:
        query.pop(gone, None)
    for name, value in change.items():
        query.pop(name, None)
        if value:
            query.setlist(name, [value] if isinstance(value, str) else value)
    return query.urlencode()
