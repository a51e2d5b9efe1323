"""What must hold of every quotation and charge, asked of the database: for tests and the administrator's check."""

from collections.abc import Iterator
from typing import Any

from django.db.models import DecimalField, F, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from aftercare.domains.billing.models import BillLine, Charge, ChargeLine, Payment, Quotation, QuotationLine
from aftercare.domains.billing.states import QuotationState
from aftercare.kit.models import LedgerEntry

MONEY = DecimalField(max_digits=16, decimal_places=3)


def broken_invariants(most: int = 20) -> list[str]:
    """A sentence for each breach found, `most` of every sort; an empty list says that all holds."""
    return [
        f"{sort}: {number}" for sort, rows in _breaches() for number in rows[:most].values_list("number", flat=True)
    ]


def _breaches() -> Iterator[tuple[str, QuerySet[Any]]]:
    for model, lines, noun in ((Quotation, QuotationLine, "quotation"), (Charge, ChargeLine, "charge")):
        yield f"The state of a {noun} differs from its last move in the ledger", _unfolded(model, noun)
        yield f"The total of a {noun} is not the sum of its lines", _not_the_sum(model, lines, noun)
    undecided = Q(state__in=[QuotationState.ACCEPTED, QuotationState.DECLINED], decided_at=None)
    yield "A quotation is decided at no instant", Quotation.objects.filter(undecided)
    yield "What was paid of a charge is not the sum of its payments", _otherwise_paid()


def _unfolded(model: type[Model], noun: str) -> QuerySet[Any]:
    moves = LedgerEntry.objects.filter(subject_kind=noun, subject_id=OuterRef("pk")).exclude(verb="")
    last = Subquery(moves.order_by("-seq").values("state_entered")[:1])
    return model._default_manager.annotate(folded=last).exclude(state=F("folded"))


def _not_the_sum(model: type[Model], lines: type[BillLine], noun: str) -> QuerySet[Any]:
    rows = lines._default_manager.filter(**{noun: OuterRef("pk")}).order_by().values(noun)

    def summed(name: str) -> Any:
        return Coalesce(Subquery(rows.annotate(sum=Sum(name)).values("sum")), 0, output_field=MONEY)

    found = model._default_manager.annotate(nets=summed("net"), taxes=summed("tax"))
    return found.exclude(net=F("nets"), tax=F("taxes"), total=F("nets") + F("taxes"))


def _otherwise_paid() -> QuerySet[Charge]:
    notes = Payment.objects.filter(charge=OuterRef("pk")).order_by().values("charge")
    summed = Coalesce(Subquery(notes.annotate(sum=Sum("amount")).values("sum")), 0, output_field=MONEY)
    return Charge.objects.annotate(sums=summed).exclude(paid=F("sums"))
