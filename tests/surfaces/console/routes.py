"""Every address of the pages, read from the URL table, so that a new one can't be forgotten."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

SURFACES = ("console", "portal", "field")


def page_routes() -> dict[str, URLPattern]:
    """Name with namespace → pattern, of the three surfaces that people look at; `console:` alone is the closed rest."""
    return {name: found for name, found in _walk(get_resolver(), "") if name.split(":")[0] in SURFACES}


def _walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name or ''}", entry
