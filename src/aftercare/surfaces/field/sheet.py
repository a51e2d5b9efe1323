"""A service record as a form: its words and its lines bound together, with what is kept so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from aftercare.domains.fieldwork.drafts import Answer, CostLine, Measured, PartLine, RecordDraft
from aftercare.domains.fieldwork.models import RecordRule
from aftercare.domains.fieldwork.queries import RecordSheet, category_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import Refusal
from aftercare.kit.files import CheckedFile
from aftercare.surfaces.field.kept_lines import shown_lines, with_hidden
from aftercare.surfaces.field.record_form import FAULTS, LINES, MOST_LINES, LineForm, Lines, RecordForm
from aftercare.ui.parts import Words

MADE: Mapping[str, type] = {"parts": PartLine, "costs": CostLine, "answers": Answer, "readings": Measured}
KEPT = ("work_done", "labour_minutes", "travel_minutes", "problem", "next_advice", "signature_missing_reason")
SIGNING = ("signature", "signed_by", "signature_missing_reason")
ASKED: Mapping[str, Words] = {
    "cause": gettext_lazy("the cause"),
    "signature": gettext_lazy("the customer's signature, or why nobody signed"),
    "photo": gettext_lazy("a photo"),
}


@dataclass(slots=True)
class RecordForms:
    """The form and its lines, bound together."""

    words: RecordForm
    lines: Mapping[str, Lines]
    kept: RecordSheet | None
    kept_lines: Mapping[str, list[dict[str, Any]]]

    def is_valid(self) -> bool:
        """Everything is looked at, so that everything wrong is marked at once."""
        return all([self.words.is_valid(), *(lines.is_valid() for lines in self.sent.values())])

    @property
    def sent(self) -> Mapping[str, Lines]:
        """The lines that came with the form; without them those kept before stay."""
        return {name: lines for name, lines in self.lines.items() if lines.is_bound}

    def draft(self) -> RecordDraft:
        """The record as it was typed; lines that were kept hold on to what the form does not show of them."""
        typed: dict[str, Any] = {}
        for name, lines in self.sent.items():
            rows = lines.rows()
            shown = self.kept_lines[name]
            if list(rows.values()) != shown:
                typed[name] = tuple(MADE[name](**row) for row in with_hidden(name, rows, shown, self.kept))
        return RecordDraft(**self.words.given(), **typed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the record, neither typed now nor kept before."""
        return self.kept is None and not any(self.words.given().values()) and not any(self.sent_rows())

    def sent_rows(self) -> list[list[LineForm]]:
        """The lines somebody wrote in, list by list."""
        return [lines.written for lines in self.sent.values()]

    @property
    def photos(self) -> Sequence[CheckedFile]:
        """The pictures that came with the form, once it was looked at, and may be kept whatever else is wrong."""
        return self.words.cleaned_data.get("photos", ())

    def refuse_photos(self, refusal: Refusal) -> None:
        """Why the photos can't be kept, unless that is said already."""
        if str(refusal) not in self.words.non_field_errors():
            self.words.add_error("photos", str(refusal))

    def refuse(self, refusal: Refusal) -> None:
        """The sentence at the head, and each field's own beside it."""
        self.words.add_error(None, str(refusal))
        for key, sentence in refusal.errors.items():
            head, *rest = key.split(".")
            if head in self.sent and rest:
                line = self.lines[head].written[int(rest[0])]
                line.add_error(rest[1] if rest[1:] and rest[1] in line.fields else None, str(sentence))
            elif head in self.words.fields:
                self.words.add_error(head, str(sentence))


def sheet_forms(
    request: HttpRequest, wanted: ServiceRequest, kept: RecordSheet | None, made: type[RecordForm]
) -> RecordForms:
    """The forms with what was sent, or else with what is kept."""
    given, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    words = made(given, files, initial=_words_kept(kept), category=category_of(wanted))
    sent = _one_more(given) if given is not None and "parts-TOTAL_FORMS" in given else None
    known = shown_lines(kept)
    lines = {name: made(sent, prefix=name, initial=None if sent else known[name]) for name, made in LINES.items()}
    return RecordForms(words, lines, kept, known)


def _one_more(given: QueryDict) -> QueryDict:
    """What was sent, with a further line where the button asked for one."""
    count = f"{given.get('more', '')}-TOTAL_FORMS"
    lines = str(given.get(count, ""))
    if not lines.isdecimal() or len(lines) > len(str(MOST_LINES)):
        return given
    more = given.copy()
    more[count] = str(int(lines) + 1)
    return more


def _words_kept(kept: RecordSheet | None) -> dict[str, Any]:
    if kept is None:
        return {}
    record = kept.record
    known = {name: getattr(record, name) for name in (*KEPT, *FAULTS)} | {"signed_by": record.signed_by}
    return {name: value for name, value in known.items() if value not in (None, "")}


def shown(forms: RecordForms, rule: RecordRule) -> dict[str, Any]:
    """Each section with whether it stands open: because it is asked for, holds something, or has something wrong."""
    asked = {name: getattr(rule, f"require_{name}") for name in ASKED}
    form, kept = forms.words, forms.kept
    full = {name: bool(lines.shown) or (lines.is_bound and not lines.is_valid()) for name, lines in forms.lines.items()}
    found = ("symptom", "cause", "remedy", "problem")
    return {
        "lines": forms.lines,
        "kept": kept,
        "asked": asked,
        "asked_words": [words for name, words in ASKED.items() if asked[name]],
        "open": {
            **full,
            "found": asked["cause"] or any(form[name].value() for name in found),
            "photos": (asked["photo"] and not (kept and kept.photos)) or bool(form["photos"].errors),
            "signature": asked["signature"] or any(form[name].value() or form[name].errors for name in SIGNING),
            "more": any(form[name].value() or form[name].errors for name in ("travel_minutes", "next_advice")),
        },
    }
