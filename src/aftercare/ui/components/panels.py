"""What holds other things: card, dialog, drawer, menu; and the small panels with a meaning of their own."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aftercare.ui.components.actions import button
from aftercare.ui.components.chips import icon as draw
from aftercare.ui.components.markup import attributes, classes
from aftercare.ui.components.times import NOTHING
from aftercare.ui.parts import Words

TRENDS = {"up": "trending-up", "down": "trending-down"}


def card(content: SafeString, title: Words = "", icon: str = "", url: str = "", **more: Any) -> SafeString:
    """A panel with an optional heading, without which it is no section; with an address the heading leads there."""
    name = format_html('<a href="{}">{}</a>', url, title) if url else title
    heading = format_html('<h2 class="ac-card-title">{}{}</h2>', draw(icon) if icon else "", name) if title else ""
    look = classes("ac-card", str(more.pop("class", "")))
    tag = "section" if title else "div"
    return format_html('<{0} class="{1}"{2}>{3}{4}</{0}>', tag, look, attributes(more), heading, content)


def dialog(content: SafeString, id: str, title: Words, drawer: bool = False) -> SafeString:
    """A native dialog; a drawer is one that slides in from the side."""
    return format_html(
        '<dialog class="{look}" id="{id}" aria-labelledby="{id}-title"><header class="ac-dialog-head">'
        '<h2 class="ac-dialog-title" id="{id}-title">{title}</h2>{close}</header>'
        '<div class="ac-dialog-body">{content}</div></dialog>',
        look="ac-dialog ac-drawer" if drawer else "ac-dialog",
        id=id,
        title=title,
        close=button(_("Close"), icon="x", kind="quiet", only_icon=True, data_close=True),
        content=content,
    )


def drawer(content: SafeString, id: str, title: Words) -> SafeString:
    """A dialog at the side, for looking things up beside the page."""
    return dialog(content, id, title, drawer=True)


def menu(content: SafeString, label: Words, icon: str = "", only_icon: bool = False, end: bool = True) -> SafeString:
    """A disclosure whose links drop down; it works without script."""
    words = format_html('<span class="{}">{}</span>', "visually-hidden" if only_icon else "ac-btn-words", label)
    return format_html(
        '<details class="ac-menu"><summary class="{}"{}>{}{}{}</summary><div class="{}">{}</div></details>',
        classes("btn", "ac-btn-quiet ac-btn-icon" if only_icon else ""),
        format_html(' title="{}"', label) if only_icon else "",
        draw(icon) if icon else "",
        words,
        "" if only_icon else draw("chevron-down", size=14),
        classes("ac-menu-list", "ac-menu-end" if end else ""),
        content,
    )


def stat_tile(
    label: Words,
    value: object,
    unit: Words = "",
    *,
    note: Words = "",
    tone: str = "neutral",
    icon: str = "",
    url: str = "",
    trend: str = "",
) -> SafeString:
    """One figure with its unit; a click shows what it is made of."""
    figure = format_html(
        '<span class="ac-stat-value">{}{}</span>',
        value,
        format_html('<span class="ac-stat-unit">{}</span>', unit) if unit else "",
    )
    remark = format_html('<span class="ac-stat-note">{}{}</span>', draw(TRENDS[trend], size=14) if trend else "", note)
    name = format_html('<span class="ac-stat-label">{}{}</span>', draw(icon) if icon else "", label)
    inside = format_html("{}{}{}", name, figure, remark if note or trend else "")
    if url:
        return format_html('<a class="ac-stat ac-tone-{}" href="{}">{}</a>', tone, url, inside)
    return format_html('<div class="ac-stat ac-tone-{}">{}</div>', tone, inside)


def definitions(rows: Iterable[tuple[Words, object]]) -> SafeString:
    """Labels and values side by side; an empty value shows a dash."""
    pairs = ((label, NOTHING if value is None or value == "" else value) for label, value in rows)
    return format_html(
        '<dl class="ac-definitions">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs)
    )


def empty_state(
    title: Words, *, text: Words = "", icon: str = "inbox", action: Words = "", url: str = ""
) -> SafeString:
    """What a page says when there is nothing to show, and what to do about it."""
    return format_html(
        '<div class="ac-empty"><span class="ac-empty-icon">{}</span><p class="ac-empty-title">{}</p>{}{}</div>',
        draw(icon, size=24),
        title,
        format_html('<p class="ac-empty-text">{}</p>', text) if text else "",
        button(action, url=url, kind="primary") if action else "",
    )


def notice(
    text: Words, *, tone: str = "info", icon: str = "info-circle", url: str = "", action: Words = ""
) -> SafeString:
    """A sentence across the page that stays until its cause is gone."""
    link = format_html('<a class="ac-notice-link" href="{}">{}</a>', url, action or _("Show")) if url else ""
    return format_html(
        '<div class="ac-notice ac-tone-{}" role="note">{}<p>{} {}</p></div>', tone, draw(icon, size=18), text, link
    )


def timeline(entries: Iterable[Any], empty: Words = "") -> SafeString:
    """Everything that happened, in the order given."""
    context = {"groups": _folded(entries), "empty": empty or _("Nothing has happened yet.")}
    return SafeString(render_to_string("ui/components/timeline.html", context))  # nosec B703  the template escapes


def timeline_lines(entries: Iterable[Any]) -> SafeString:
    """The lines alone, to stand in a list that is there already."""
    lines = render_to_string("ui/components/timeline_lines.html", {"groups": _folded(entries)})
    return SafeString(lines)  # nosec B703  the template escapes


def _folded(entries: Iterable[Any]) -> list[tuple[bool, list[Any]]]:
    """Neighbours that are quiet together, the others one group each run."""
    return [(quiet, list(run)) for quiet, run in groupby(entries, key=_is_quiet)]


def _is_quiet(entry: Any) -> bool:
    return bool(entry.get("quiet") if isinstance(entry, dict) else getattr(entry, "quiet", False))
