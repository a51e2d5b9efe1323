"""Buttons, moves and the things that open something."""

import re
from typing import Any
from uuid import uuid4

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aftercare.ui.components.chips import icon as draw
from aftercare.ui.components.markup import attributes, classes
from aftercare.ui.parts import Words

KINDS = {
    "primary": "btn btn-primary",
    "plain": "btn",
    "quiet": "btn ac-btn-quiet",
    "danger": "btn ac-btn-danger",
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def button(
    label: Words,
    *,
    icon: str = "",
    kind: str = "plain",
    url: str = "",
    key: str = "",
    only_icon: bool = False,
    **more: Any,
) -> SafeString:
    """A link when it has an address, else a button (type=submit unless told otherwise)."""
    look = classes(KINDS[kind], "ac-btn-icon" if only_icon else "", str(more.pop("class", "")))
    # A button that opens something must not send the form around it.
    if not url and "type" not in more:
        more["type"] = "button" if {"data_open", "data_close"} & more.keys() else "submit"
    more |= {"data_key": key or None, "title": label if only_icon else more.get("title")}
    words = format_html('<span class="{}">{}</span>', "visually-hidden" if only_icon else "ac-btn-words", label)
    drawing = draw(icon) if icon else ""
    hint = format_html('<kbd class="ac-key" aria-hidden="true">{}</kbd>', key) if key and not only_icon else ""
    if url:
        return format_html('<a class="{}" href="{}"{}>{}{}{}</a>', look, url, attributes(more), drawing, words, hint)
    return format_html('<button class="{}"{}>{}{}{}</button>', look, attributes(more), drawing, words, hint)


def move_button(label: Words, *, refused: Words = "", **more: Any) -> SafeString:
    """A move of the thing on the page; a refused one can be reached and tells why, but does nothing."""
    if not refused:
        return button(label, **more)
    reason = f"why-{uuid4().hex[:8]}"
    shown: dict[str, Any] = {name: more[name] for name in ("icon", "kind", "only_icon") if name in more}
    shown |= {"type": "button", "class": "ac-refused", "data_refused": True}
    closed = button(label, **shown, aria_disabled="true", aria_describedby=reason)
    return format_html(
        '<span class="ac-refusal">{}<span class="ac-tip" role="tooltip" id="{}">{}</span></span>',
        closed,
        reason,
        refused,
    )


def refused_item(label: Words, *, refused: Words, icon: str = "") -> SafeString:
    """A move in a menu that is not possible now, with the reason below its name."""
    return format_html(
        '<p class="ac-menu-refused">{}<span><span class="ac-menu-name">{}</span><span>{}</span></span></p>',
        draw(icon) if icon else "",
        label,
        refused,
    )


def once(kept: str = "", occasion: object = "") -> SafeString:
    """The token that makes sending a form twice do its work once; the given one is kept if it is one of ours.

    Whoever goes back sends the same form again only on the same occasion: the version of what it is about.
    """
    token = kept if UUID.fullmatch(kept) else str(uuid4())
    return format_html('<input type="hidden" name="idempotency_key" value="{}" data-once="{}">', token, occasion)


def signature_field(name: str, label: Words = "", value: str = "") -> SafeString:
    """A pad to sign on; the field receives a PNG as data URL."""
    spoken = label or _("Signature")
    return format_html(
        '<fieldset class="ac-signature" data-signature><legend class="form-label">{label}</legend>'
        '<canvas class="ac-signature-pad" tabindex="0" role="img" aria-label="{label}"></canvas>'
        '<input type="hidden" name="{name}" value="{value}">{clear}</fieldset>',
        label=spoken,
        name=name,
        value=value,
        clear=button(_("Clear"), icon="rotate", kind="quiet", type="button", data_clear=True),
    )
