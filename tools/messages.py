"""The English messages of the product's code, pages and scripts, read without a gettext binary.

Babel reads Python and scripts; Django's own templatize writes each translation tag of a template as a call.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract as read_messages
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"))
KEYWORDS |= dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
KEYWORDS |= dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2))
KEYWORDS |= dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3))
CALL_IN_A_TEMPLATE = re.compile(r"""\b(?:n?p?gettext|_)\((?:[^()"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\)""")
DOMAINS = {"django": {".py", ".html", ".txt"}, "djangojs": {".js"}}


def is_source(path: Path, domain: str) -> bool:
    """Whether a file may hold messages of a domain; a text file only as a template."""
    if path.suffix not in DOMAINS[domain] or {"vendor", "migrations"} & set(path.parts):
        return False
    return path.suffix != ".txt" or "templates" in path.parts


def pieces(path: Path) -> Iterator[tuple[int, bytes]]:
    """The parts of a file that Babel can read, each with the number of lines before it."""
    if path.suffix in {".py", ".js"}:
        yield 0, path.read_bytes()
        return
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in CALL_IN_A_TEMPLATE.finditer(text):
        yield text.count("\n", 0, call.start()), call[0].encode()


def extract(repository: Path, domain: str) -> Catalog:
    """Every message of a domain, with the places where it is said."""
    catalog = Catalog(locale="zh_Hans", charset="utf-8")
    for path in sorted((repository / "src" / "aftercare").rglob("*")):
        if not is_source(path, domain):
            continue
        method, name = "javascript" if path.suffix == ".js" else "python", path.relative_to(repository).as_posix()
        for before, piece in pieces(path):
            for line, words, _comments, context in read_messages(method, io.BytesIO(piece), keywords=KEYWORDS):
                catalog.add(words, "", locations=[(name, before + line)], context=context)
    return catalog
