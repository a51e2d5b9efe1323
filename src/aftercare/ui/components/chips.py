"""The small marks that stand in every row: icon, state, priority, person."""

from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aftercare.ui.components import states
from aftercare.ui.components.markup import classes, pick
from aftercare.ui.parts import Words


def icon(name: str, label: Words = "", size: int = 16) -> SafeString:
    """A drawing from the sprite; without a label it is decoration and silent."""
    if not label:
        return _silent_icon(str(name), size)
    voice = format_html('role="img" aria-label="{}"', label)
    return _svg(name, size, voice)


# The marks of a long list are few different ones: drawn once, they cost next to nothing.
@lru_cache(maxsize=2048)
def _silent_icon(name: str, size: int) -> SafeString:
    return _svg(name, size, SafeString('aria-hidden="true"'))


def _svg(name: str, size: int, voice: SafeString) -> SafeString:
    return format_html(
        '<svg class="ac-icon" width="{size}" height="{size}" {voice}><use href="{sprite}#{name}"></use></svg>',
        size=size,
        voice=voice,
        sprite=static("vendor/icons.svg"),
        name=name,
    )


def state_chip(state: Any, label: Words | None = None, tone: str | None = None, icon: str | None = None) -> SafeString:
    """A state as icon and word; an unknown enum member brings its own label."""
    code = str(state)
    if label is None and code not in states.STATES:
        label = getattr(state, "label", None)
    shown = states.look(code, label, tone, icon)
    return _chip(code, shown.tone, shown.icon, str(shown.label))


@lru_cache(maxsize=2048)
def _chip(code: str, tone: str, name: str, words: str) -> SafeString:
    return format_html('<span class="ac-chip ac-tone-{}" data-state="{}">{}{}</span>', tone, code, icon(name), words)


def priority(code: Any, only_mark: bool = False) -> SafeString:
    """One to three bars, or a filled square for urgent, beside the word; a code or a number, 1 the most urgent."""
    name, bars, word = states.PRIORITIES.get(str(code), ("none", 0, str(code)))
    return _priority(name, bars, str(word), only_mark)


@lru_cache(maxsize=256)
def _priority(name: str, bars: int, word: str, only_mark: bool) -> SafeString:
    text = format_html('<span class="{}">{}</span>', "visually-hidden" if only_mark else "ac-priority-word", word)
    title = format_html(' title="{}"', word) if only_mark else ""
    return format_html('<span class="ac-priority ac-priority-{}"{}>{}{}</span>', name, title, _bars(bars), text)


def _bars(count: int) -> SafeString:
    if count == 4:
        shape = SafeString(
            '<rect class="on" x="1" y="1" width="14" height="14" rx="3"/><path class="cut" d="M8 4v5M8 11.5v.5"/>'
        )
    else:
        shape = SafeString(  # nosec B703  only numbers of ours are in it
            "".join(
                f'<rect class="{"on" if place < count else "off"}" x="{2 + 4.5 * place}" y="{10 - 3.5 * place}"'
                f' width="3" height="{4 + 3.5 * place}" rx="1"/>'
                for place in range(3)
            )
        )
    return format_html(
        '<svg class="ac-bars" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', shape
    )


def person(who: Any, note: Words = "", url: str = "", size: str = "", only_mark: bool = False) -> SafeString:
    """Initials and name of a user, contact or engineer; None says that it is nobody's yet."""
    name = person_name(who)
    mark = format_html(
        '<span class="ac-avatar" aria-hidden="true">{}</span>', initials(name) if name else icon("user", size=14)
    )
    shown = name or _("Nobody yet")
    look = classes("ac-person", f"ac-person-{size}" if size else "", "" if name else "ac-person-nobody")
    if only_mark:
        words = format_html('<span class="visually-hidden">{}</span>', shown)
    else:
        remark = format_html('<span class="ac-person-note">{}</span>', note) if note else ""
        words = format_html(
            '<span class="ac-person-words"><span class="ac-person-name">{}</span>{}</span>', shown, remark
        )
    title = format_html(' title="{}"', shown) if only_mark else ""
    if url:
        return format_html('<a class="{}" href="{}"{}>{}{}</a>', look, url, title, mark, words)
    return format_html('<span class="{}"{}>{}{}</span>', look, title, mark, words)


def person_name(who: Any) -> str:
    """The name to show: of a string itself, of an object `full_name`, `name` or what it prints as."""
    if who is None or isinstance(who, str):
        return (who or "").strip()
    for field in ("full_name", "display_name", "name"):
        if value := pick(who, field):
            return str(value() if callable(value) else value)
    return str(who)


def initials(name: str) -> str:
    """Two letters: the last two characters of a Chinese name, else first letters of first and last word."""
    if any("\u3400" <= character <= "\u9fff" for character in name):
        return name[-2:]
    words = name.replace("@", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
