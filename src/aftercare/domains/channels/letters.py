"""What customers are written and when: the events, what can stand in the words, and the product's own words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import linebreaks, urlize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from aftercare.domains.channels.errors import EmptyTemplate, LooseBrace, UnknownPlaceholder
from aftercare.kit.errors import Sentence

NAME = re.compile(r"\{(\w+)\}")
ALWAYS: Mapping[str, Sentence] = {
    "number": _("the number of the request"),
    "title": _("what the request is about"),
    "customer": _("the customer's name"),
    "contact": _("the name of the person who is written to"),
    "company": _("your company"),
    "required_at": _("by when it is to be solved"),
    "link": _("the signed address where the customer follows the request"),
}
OF_VISITS: Mapping[str, Sentence] = {
    "engineer": _("who comes"),
    "visit_day": _("on which day"),
    "visit_time": _("between which hours"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """An event on which the customer is written."""

    code: str
    label: Sentence
    sentence: Sentence
    subject: Sentence
    text: Sentence
    more: tuple[str, ...] = ()

    @property
    def placeholders(self) -> dict[str, Sentence]:
        """What can stand in its words, with what it means."""
        return {**ALWAYS, **{name: OF_VISITS[name] for name in self.more}}

    def words(self, language: str) -> tuple[str, str]:
        """The product's own subject and text in a language."""
        with override(language):
            return str(self.subject), str(self.text)


def _by_code(*letters: Letter) -> dict[str, Letter]:
    return {letter.code: letter for letter in letters}


LETTERS = _by_code(
    Letter(
        "received",
        _("Received"),
        _("When a request comes in: its number and by when it is to be solved."),
        _("[{number}] We have received your request"),
        _(
            "Dear {contact},\n\nthank you. We have received your request “{title}” under the number {number}. "
            "We mean to solve it by {required_at}.\n\nFollow it, write to us or cancel it here:\n{link}\n\n{company}"
        ),
    ),
    Letter(
        "visit_planned",
        _("A visit is planned"),
        _("When an engineer is to come: who, and between which hours. A new plan is told again."),
        _("[{number}] {engineer} comes on {visit_day}"),
        _(
            "Dear {contact},\n\n{engineer} comes to you on {visit_day} between {visit_time} about “{title}”.\n\n"
            "Does it not suit you? Write to us here:\n{link}\n\n{company}"
        ),
        more=("engineer", "visit_day", "visit_time"),
    ),
    Letter(
        "date_moved",
        _("The date moved"),
        _("When the required date was moved with the customer's word."),
        _("[{number}] New date: {required_at}"),
        _(
            "Dear {contact},\n\nas agreed with you, “{title}” is now to be solved by {required_at}.\n\n"
            "Everything about it stands here:\n{link}\n\n{company}"
        ),
    ),
    Letter(
        "handled",
        _("Handled: please rate"),
        _("When the work was reported as done: the customer is asked whether it is solved."),
        _("[{number}] Is it solved? Tell us in one minute"),
        _(
            "Dear {contact},\n\nour work on “{title}” is done. Is everything all right again? "
            "Please tell us here, and how satisfied you are:\n{link}\n\n{company}"
        ),
    ),
    Letter(
        "closed",
        _("Closed"),
        _("When the request is closed, unless the customer closed it by rating it."),
        _("[{number}] Your request is closed"),
        _(
            "Dear {contact},\n\nyour request “{title}” is closed. Should it come back, open it again here:\n{link}\n\n"
            "Thank you for your trust.\n{company}"
        ),
    ),
    Letter(
        "cancelled",
        _("Cancelled"),
        _("When somebody else than the customer cancelled the request."),
        _("[{number}] Your request was cancelled"),
        _(
            "Dear {contact},\n\nyour request “{title}” was cancelled. If this was a mistake, write to us here:\n{link}"
            "\n\n{company}"
        ),
    ),
)


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
