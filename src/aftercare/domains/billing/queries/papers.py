"""A quotation on paper, in the language of whoever reads it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, override

from aftercare.domains.accounts.queries import company, day_of
from aftercare.domains.billing.models import BillLine, Quotation
from aftercare.domains.billing.queries.reading import lines_of
from aftercare.domains.billing.states import QuotationState
from aftercare.domains.billing.words import counted, name_of, why_of
from aftercare.domains.orders.pricing import written


def quotation_on_paper(quotation: Quotation, *, language: str, at: datetime) -> bytes:
    """The quotation as PDF: for whom, its lines with what covers them, what it comes to, and where to sign."""
    from aftercare.kit.paper import Paper  # noqa: PLC0415  what sets type takes 45 MB

    known = company()
    house = [known.name, known.address, known.phone] if known else []
    with override(language):
        title = gettext("Quotation")
        foot = " · ".join(one for one in house if one)
        paper = Paper(title=f"{title} {quotation.number}", language=language, foot=foot, at=at)
        paper.heading(title, beside=quotation.number)
        paper.facts(list(_facts(quotation, at)))
        heads = (
            "#",
            gettext("Service or part"),
            gettext("Quantity"),
            gettext("Unit price"),
            gettext("Discount"),
            gettext("Covered"),
            gettext("Tax"),
            gettext("Total"),
        )
        rows = [_row(line, quotation.currency) for line in lines_of(quotation)]
        paper.columns(heads, rows, widths=(6, 58, 18, 20, 16, 16, 12, 28), left=2)
        named = {"net": gettext("Net"), "tax": gettext("Tax"), "total": gettext("Total")}
        paper.sums([(label, written(quotation.money(name))) for name, label in named.items()])
        if quotation.notes:
            paper.words(quotation.notes)
        if quotation.state == QuotationState.SENT:
            paper.lines_to_sign([gettext("Accepted on"), gettext("Name"), gettext("Signature")])
        return paper.as_bytes()


def _facts(quotation: Quotation, at: datetime) -> Iterator[tuple[str, str]]:
    request, known = quotation.request, company()
    yield gettext("Date"), _day(day_of(quotation.sent_at or at))
    yield gettext("Valid until"), _day(quotation.valid_until)
    yield gettext("State"), _standing(quotation)
    yield gettext("Company"), known.name if known else ""
    yield gettext("Customer"), f"{quotation.customer.name} · {quotation.customer.number}"
    yield gettext("Contact"), quotation.contact.name if quotation.contact else ""
    yield gettext("Service request"), f"{request.number} · {request.title}"
    yield gettext("Device"), str(request.device) if request.device else ""


def _standing(quotation: Quotation) -> str:
    label = str(QuotationState(quotation.state).label)
    if not quotation.decided_at:
        return label
    return f"{label} · {_day(day_of(quotation.decided_at))} · {quotation.decided_by}"


def _row(line: BillLine, currency: str) -> tuple[str, ...]:
    figures = line.figures(currency)
    price = line.unit_price
    return (
        str(line.position),
        "\n".join([name_of(line), *why_of(line)]),
        counted(line),
        str(number_format(price.normalize(), force_grouping=True)) if price is not None else "",
        f"−{number_format(line.discount_percent.normalize())} %" if line.discount_percent else "",
        f"{line.covered_percent} %" if line.covered_percent else "",
        f"{number_format(line.tax_percent.normalize())} %",
        written(figures.total),
    )


def _day(day: date) -> str:
    return str(date_format(day))
