"""A letter: an event on which customers are written, what can stand in its words, and how they become a mail."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by

from django.utils.html import linebreaks, urlize
from django.utils.translation import override

from aftercare.domains.channels.errors import EmptyTemplate, LooseBrace, UnknownPlaceholder
from aftercare.kit.errors import Sentence

NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Letter:
    """An event on which somebody is written; `placeholders` can stand in its words, each with what it means."""

    code: str
    label: Sentence
    sentence: Sentence
    subject: Sentence
    text: Sentence
    placeholders: Mapping[str, Sentence] = made_by(default_factory=dict)

    def words(self, language: str) -> tuple[str, str]:
        """The product's own subject and text in a language."""
        with override(language):
            return str(self.subject), str(self.text)


def check_words(letter: Letter, subject: str, text: str) -> None:
    """Refuse empty words, loose braces and names that stand for nothing."""
    for field, words in (("subject", subject), ("text", text)):
        if not words.strip():
            raise EmptyTemplate(errors={field: EmptyTemplate.sentence})
        unknown = [name for name in NAME.findall(words) if name not in letter.placeholders]
        if unknown:
            known = " ".join(f"{{{name}}}" for name in letter.placeholders)
            wrong = f"{{{unknown[0]}}}"
            raise UnknownPlaceholder(wrong=wrong, known=known, errors={field: UnknownPlaceholder.sentence})
        if set("{}") & set(NAME.sub("", words)):
            raise LooseBrace(errors={field: LooseBrace.sentence})


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with every placeholder replaced; what has no value is left out."""
    return NAME.sub(lambda found: values.get(found[1], ""), words)


def as_html(text: str, language: str) -> str:
    """The same words as a simple page: paragraphs, and addresses that can be followed."""
    body = linebreaks(urlize(text, autoescape=True))
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><body>{body}</body></html>'
