"""The ledger as a list: who did what, when, for whom; as a file; and whether it is whole."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import record_export
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.policies import may_view_audit
from aftercare.kit.clock import now
from aftercare.kit.ids import Ref
from aftercare.kit.ledger import tampered
from aftercare.kit.models import LedgerEntry
from aftercare.kit.paging import page
from aftercare.kit.permissions import require
from aftercare.kit.sheets.formulas import defused
from aftercare.surfaces.console.actors import actor_words, place_words
from aftercare.surfaces.console.administration.audit.details import asked_of, details_of, subject_of
from aftercare.surfaces.console.administration.audit.filters import AuditFilter
from aftercare.surfaces.console.administration.audit.labels import Key, Label, labels_of
from aftercare.surfaces.console.administration.audit.nouns import noun_words
from aftercare.surfaces.console.administration.audit.verbs import said
from aftercare.surfaces.console.administration.frame import HOME
from aftercare.surfaces.console.staff import StaffRequest, shown, signed_in, staff, staff_page
from aftercare.ui.parts import Words

PAGE = "audit"
LIST = "console/administration/audit/list.html"
MOST, CHUNK = 100_000, 2_000
HEADS = ("at", "recorded_at", "kind", "subject_kind", "subject_id", "seq", "actor", "on_behalf", "via", "facts")


@staff
def audit(request: StaffRequest) -> HttpResponse:
    """The latest first."""
    require(may_view_audit(request.actor))
    form = AuditFilter(request.GET)
    found = page(form.rows(), sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    labels = labels_of(request.actor, asked_of(found.items))
    rows = [_row(fact, labels) for fact in found.items]
    query = request.GET.copy()
    query.pop("cursor", None)
    context = {"rows": rows, "cursor": found.next, "form": form, "query": query.urlencode()}
    return staff_page(request, LIST, context, active=HOME, partials={"results", "rows"})


def _row(fact: LedgerEntry, labels: Mapping[Key, Label]) -> dict[str, object]:
    people = {fact.actor_id: known.name} if (known := labels.get(("user", str(fact.actor_id)))) else {}
    return {
        "fact": fact,
        "who": who(fact, people),
        "place": place_words(fact.via),
        "said": said(fact.kind),
        "about": noun_words(fact.subject_kind),
        "thing": subject_of(fact, labels),
        "details": details_of(fact, labels),
    }


def names_of(facts: Iterable[LedgerEntry]) -> dict[UUID | None, str]:
    """Who the people among the actors are, in one statement."""
    ids = {fact.actor_id for fact in facts if fact.actor_id is not None}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def who(fact: LedgerEntry, names: Mapping[UUID | None, str]) -> Words:
    """A person by name, a rule of the house in words."""
    return names.get(fact.actor_id) or actor_words(fact.actor_name, fact.actor_kind)


@signed_in
def export(request: StaffRequest) -> HttpResponse:
    """What is filtered, as CSV, sent while it is read; that it was taken goes on record."""
    require(may_view_audit(request.actor))
    form = AuditFilter(request.GET)
    rows = form.rows().order_by("-pk")[:MOST]
    used = sorted(name for name, value in request.GET.items() if value and name in form.fields)
    record_export(request.actor, page=PAGE, format="csv", rows=rows.count(), filters=used, at=now())
    answer = StreamingHttpResponse(_lines(rows.iterator(chunk_size=CHUNK)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{localtime(now()):%Y%m%d-%H%M}.csv"'
    answer["Cache-Control"] = "no-store"
    return cast("HttpResponse", answer)


class _Echo:
    def write(self, line: str) -> str:
        """The line itself."""
        return line


def _lines(rows: Iterator[LedgerEntry]) -> Iterator[str]:
    sheet = csv.writer(_Echo())
    yield "\ufeff" + sheet.writerow(HEADS)
    for fact in rows:
        yield sheet.writerow([defused(str(value)) for value in _told(fact)])


def _told(fact: LedgerEntry) -> Sequence[object]:
    actor = fact.actor_name or fact.actor_id or fact.actor_kind
    at, recorded = fact.at.isoformat(), fact.recorded_at.isoformat() if fact.recorded_at else ""
    about = (fact.kind, fact.subject_kind, fact.subject_id, fact.seq)
    return (at, recorded, *about, actor, fact.on_behalf, fact.via, fact.data)


@require_POST
@staff
def integrity(request: StaffRequest, kind: str, subject: UUID) -> HttpResponse:
    """Whether the chain of one subject is whole."""
    require(may_view_audit(request.actor))
    wrong = tampered(Ref(kind, subject))
    if wrong:
        told = _("Facts of this subject were changed or are missing: %(ids)s. Restore them from a backup.")
        messages.error(request, told % {"ids": ", ".join(map(str, wrong))})
    else:
        messages.success(request, _("The record of this subject is whole: every fact fits the one before it."))
    return redirect("console:audit")
