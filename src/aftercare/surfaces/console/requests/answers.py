"""Ready answers in the composer: offered with the customer, the number and the engineer filled in."""

from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, override

from aftercare.domains.channels.letter import filled
from aftercare.domains.channels.queries import language_of, reply_templates
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.requests.composer import SayForm

MOST = 60
INSERT = "insert"  # the button that puts one among the words where no script does
TELL = "people"  # its value where it only fetches the list of colleagues


class Answer(NamedTuple):
    """One that can be put among the words, as the customer will read it."""

    id: str
    name: str
    text: str


def ready_answers(actor: Actor, wanted: ServiceRequest) -> list[Answer]:
    """Those for this kind of request in the customer's language, by name."""
    language = language_of(wanted.customer)
    with override(language):
        engineer = wanted.engineer.name if wanted.engineer else gettext("our engineer")
    values = {"customer": wanted.customer.name, "number": wanted.number, "engineer": engineer}
    rows = reply_templates(actor, language, wanted.kind_id)[:MOST]
    return [Answer(str(row.id), row.name, filled(row.text, values)) for row in rows]


def with_answer(given: QueryDict, answers: list[Answer]) -> SayForm:
    """The form as it was typed, with the chosen answer behind the words; nothing is judged yet."""
    chosen = next((one.text for one in answers if one.id == given.get("answer")), "")
    typed = given.get("text", "").rstrip()
    kept: dict[str, Any] = {name: given.get(name, "") for name, field in SayForm.base_fields.items() if _plain(field)}
    kept |= {"text": "\n\n".join(filter(None, (typed, chosen))), "mentioned": given.getlist("mentioned")}
    return SayForm(initial=kept)


def _plain(field: forms.Field) -> bool:
    return not isinstance(field, forms.FileField | forms.ModelMultipleChoiceField)
