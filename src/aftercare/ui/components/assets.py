"""Which files each surface loads: little enough that the first page stays light, with no bundler."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from aftercare.ui.components.words import SCRIPT_WORDS

LOOK = [
    "vendor/tabler.css",
    *(f"ui/css/{name}.css" for name in ("tokens", "base", "components", "forms", "tables", "overlays")),
]
STYLES = {
    "plain": [*LOOK, "ui/css/plain.css"],
    "console": [*LOOK, "ui/css/console.css", "ui/css/desk.css", "ui/css/told.css", "ui/css/palette.css"],
    "portal": [*LOOK, "ui/css/plain.css", "ui/css/portal.css"],
    "field": [*LOOK, "ui/css/field.css"],
}


def _behaviours(*names: str) -> list[str]:
    return [f"ui/js/{name}.js" for name in names]


EVERYWHERE = _behaviours(
    "words", "relative-time", "toast", "submit-once", "dialog", "menu", "drafts", "refused", "offline"
)
HTMX = ["django_htmx/htmx-2.min.js"]
MORPH = ["vendor/idiomorph.js", "ui/js/morph.js"]
SCRIPTS = {
    "plain": EVERYWHERE,
    "console": [
        *HTMX,
        *MORPH,
        *EVERYWHERE,
        *_behaviours("countdown", "live", "session", "filter", "keys", "copy", "when", "palette"),
    ],
    "portal": [*HTMX, *MORPH, *EVERYWHERE, *_behaviours("live", "follow")],
    "field": [*HTMX, *MORPH, *EVERYWHERE, *_behaviours("countdown", "live", "session")],
}
EXTRAS = {
    "alpine": ["vendor/alpine.js"],
    "combobox": ["vendor/tom-select.css", "vendor/tom-select.js", "ui/css/combobox.css", "ui/js/combobox.js"],
    "signature": ["vendor/signature_pad.js", "ui/js/signature.js"],
    "adding": ["ui/js/adding.js"],
    "photo": ["ui/js/photo.js"],
    "copy": ["ui/js/copy.js"],
    "composer": _behaviours("composer", "mention", "attach", "here", "answers"),
    "lines": ["ui/js/lines.js"],
    "entry": _behaviours("entry"),
    "bulk": _behaviours("bulk"),
    "panes": _behaviours("panes"),
    "countdown": _behaviours("countdown"),
    "passkey": _behaviours("passkey"),
    "tour": _behaviours("tour"),
}


# The names of the files never change while the program runs, and no page should look all of them up again.
@cache
def styles(surface: str) -> SafeString:
    """The style sheets of a surface, in order."""
    return _links(STYLES[surface])


@cache
def scripts(surface: str) -> SafeString:
    """The scripts of a surface, run in order once the page is read."""
    return _scripts(SCRIPTS[surface])


@cache
def extra(name: str) -> SafeString:
    """What only some pages need, beside the scripts of their surface."""
    files = EXTRAS[name]
    return _links([file for file in files if file.endswith(".css")]) + _scripts(
        [file for file in files if file.endswith(".js")]
    )


def script_words() -> SafeString:
    """The words scripts say, in the reader's language; data, which the content security policy lets stand inline."""
    return _script_words(get_language() or "")


@cache
def _script_words(language: str) -> SafeString:
    return json_script({name: str(words) for name, words in SCRIPT_WORDS.items()}, "ui-words")


def _links(files: list[str]) -> SafeString:
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(file),) for file in files))


def _scripts(files: list[str]) -> SafeString:
    return format_html_join("\n", '<script src="{}" defer></script>', ((static(file),) for file in files))
