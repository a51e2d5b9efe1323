"""Every component by its name; docs/ui.md shows the line for each."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from aftercare.ui.components import actions, assets, chips, clocks, fixed, lists, panels, times

register = template.Library()

for component in (
    *(chips.icon, chips.state_chip, chips.priority, chips.person, chips.person_name),
    *(times.when, times.exact, times.hour, times.slot, times.day, clocks.countdown),
    *(actions.button, actions.move_button, actions.refused_item, actions.signature_field),
    *(panels.stat_tile, panels.definitions, panels.empty_state, panels.notice, panels.timeline, panels.timeline_lines),
    *(lists.filter_chips, fixed.fixed),
    *(assets.styles, assets.scripts, assets.extra, assets.script_words),
):
    register.simple_tag(component)

for holder in (panels.card, panels.dialog, panels.drawer, panels.menu, lists.table):
    register.simple_block_tag(holder)

THEMES = {theme: SafeString(f' data-bs-theme="{theme}"') for theme in ("light", "dark")}  # nosec B703  no input


@register.simple_tag(takes_context=True)
def sort_header(context: Context, field: str, label: str, **more: Any) -> SafeString:
    """A column heading that sorts."""
    return lists.sort_header(context.get("request"), field, label, **more)


@register.simple_tag(takes_context=True)
def load_more(context: Context, cursor: str | None, columns: int, **more: Any) -> SafeString:
    """The row that fetches the next rows."""
    return lists.load_more(context.get("request"), cursor, columns, **more)


@register.simple_tag(takes_context=True)
def once(context: Context) -> SafeString:
    """The idempotency token of a form, kept when the form comes back, and the version of what the page is about."""
    request, occasion = context.get("request"), getattr(context.get("wanted"), "version", "")
    return actions.once(request.POST.get("idempotency_key", "") if request else "", occasion)


@register.simple_tag(takes_context=True)
def theme(context: Context) -> SafeString:
    """The theme kept in the reader's cookie, as attribute of <html>; without one the script decides."""
    request = context.get("request")
    kept = request.COOKIES.get("theme", "") if request else ""
    return THEMES.get(kept, SafeString(""))
