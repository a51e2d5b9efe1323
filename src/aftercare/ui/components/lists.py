"""Tables that are filtered, sorted and paged by the address."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aftercare.ui.components.chips import icon
from aftercare.ui.components.markup import classes, pick
from aftercare.ui.parts import Words


def table(
    content: SafeString, label: Words, stack: bool = False, dense: bool = False, grid: bool = False
) -> SafeString:
    """A table in a frame that scrolls sideways by itself.

    `stack` makes rows into cards on a phone; a `grid` holds figures.
    """
    marks = (stack, "ac-table-stack"), (dense, "ac-table-dense"), (grid, "ac-grid-table")
    look = classes("ac-table", *(mark for wanted, mark in marks if wanted))
    return format_html(
        '<div class="ac-table-frame" role="region" aria-label="{}" tabindex="0"><table class="{}">{}</table></div>',
        label,
        look,
        content,
    )


def filter_chips(chips: Iterable[Any]) -> SafeString:
    """Filters in one click, with their counts."""
    return format_html(
        '<ul class="ac-filters">{}</ul>', format_html_join("", "<li>{}</li>", ((_chip(c),) for c in chips))
    )


def _chip(chip: Any) -> SafeString:
    active, count, removable = pick(chip, "active"), pick(chip, "count"), pick(chip, "removable")
    tally = "" if count is None else format_html('<span class="ac-filter-count">{}</span>', count)
    cross = (
        format_html('{}<span class="visually-hidden">{}</span>', icon("x", size=12), _("Remove")) if removable else ""
    )
    return format_html(
        '<a class="{}" href="{}"{}>{}{}{}</a>',
        classes("ac-filter", "ac-filter-on" if active or removable else ""),
        pick(chip, "url"),
        SafeString(' aria-current="true"') if active else "",
        pick(chip, "label"),
        tally,
        cross,
    )


def sort_header(request: HttpRequest | None, field: str, label: Words, end: bool = False) -> SafeString:
    """A column heading that sorts by `field`: up, then down."""
    now = request.GET.get("sort", "") if request else ""
    up, down = now == field, now == f"-{field}"
    aria = SafeString(' aria-sort="ascending"') if up else SafeString(' aria-sort="descending"') if down else ""
    mark = "sort-ascending" if up else "sort-descending" if down else "arrows-sort"
    return format_html(
        '<th scope="col"{}{}><a class="ac-sort" href="{}">{}{}</a></th>',
        SafeString(' class="ac-end"') if end else "",
        aria,
        address(request, sort=f"-{field}" if up else field, cursor=None),
        label,
        icon(mark, size=14),
    )


def load_more(request: HttpRequest | None, cursor: str | None, columns: int, part: str = "rows") -> SafeString:
    """The row that fetches the next rows in its own place; without script a link to the next page."""
    if not cursor:
        return SafeString("")
    url = address(request, cursor=cursor)
    return format_html(
        '<tr id="{part}-more" class="ac-more"><td colspan="{columns}"><a class="btn" href="{url}" data-hx-get="{url}"'
        ' data-hx-target="#{part}-more" data-hx-swap="outerHTML">{icon}{label}</a></td></tr>',
        part=part,
        columns=columns,
        url=url,
        icon=icon("chevron-down"),
        label=_("Show more"),
    )


def address(request: HttpRequest | None, **changes: str | None) -> str:
    """The present address with some of its query changed; None takes a name away."""
    changed = {"shown": None, **changes}
    stays = request.GET.lists() if request else ()
    query = [(name, value) for name, values in stays if name not in changed for value in values]
    query += [(name, value) for name, value in changed.items() if value is not None]
    return f"?{urlencode(query)}"
