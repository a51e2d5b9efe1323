"""Which facts of the ledger are looked for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.events import EVENTS
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.console.administration.audit.nouns import noun_words
from aftercare.surfaces.console.administration.audit.verbs import kind_words
from aftercare.surfaces.console.administration.fields import PersonField
from aftercare.ui.forms import DayInput


def nouns() -> list[tuple[str, str]]:
    """What facts are about."""
    found = {event.subject_kind for event in EVENTS.values()}
    told = sorted(((noun, str(noun_words(noun))) for noun in found), key=lambda pair: pair[1])
    return [("", "–"), *told]


def kinds() -> list[tuple[str, str]]:
    """Every kind of fact, those about the same side by side."""
    told = sorted(((kind, kind_words(kind)) for kind in EVENTS), key=lambda pair: pair[1])
    return [("", "–"), *told]


class AuditFilter(forms.Form):
    """Every field narrows; all may stay empty."""

    narrows = True
    person = PersonField(label=pgettext_lazy("staff", "Person"), required=False)
    noun = forms.ChoiceField(label=gettext_lazy("About"), choices=nouns, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What happened"), choices=kinds, required=False)
    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput)
    last = forms.DateField(label=pgettext_lazy("last day", "To"), required=False, widget=DayInput)
    number = forms.CharField(label=gettext_lazy("Number of a request"), required=False, max_length=40)

    def rows(self) -> QuerySet[LedgerEntry]:
        """The facts that fit; none where a field can't be read."""
        given: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        if self.errors:
            return LedgerEntry.objects.none()
        rows = LedgerEntry.objects.all()
        if given.get("person"):
            rows = rows.filter(actor_id=given["person"].id)
        if given.get("noun"):
            rows = rows.filter(subject_kind=given["noun"])
        if given.get("kind"):
            rows = rows.filter(kind=given["kind"])
        if given.get("first"):
            rows = rows.filter(at__date__gte=given["first"])
        if given.get("last"):
            rows = rows.filter(at__date__lte=given["last"])
        if number := given.get("number", "").strip():
            ids = ServiceRequest.objects.filter(number__iexact=number).values("pk")
            rows = rows.filter(Q(subject_kind="request", subject_id__in=ids) | Q(context_id__in=ids))
        return rows
