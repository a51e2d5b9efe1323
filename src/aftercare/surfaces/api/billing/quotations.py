"""List, read, write and change quotations."""

from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Query
from pydantic import Field

from aftercare.domains.accounts.queries import company
from aftercare.domains.billing.actions import change_quotation, draft_quotation
from aftercare.domains.billing.policies import may_see_bills, may_write_quotation
from aftercare.domains.billing.queries import quotations_in_sight, story_of
from aftercare.domains.billing.queries.papers import quotation_on_paper
from aftercare.domains.requests.queries import find_request
from aftercare.kit.permissions import require
from aftercare.surfaces.api.billing.lines import BillLineGiven, drafts_of
from aftercare.surfaces.api.billing.shown import (
    BillTimeline,
    QuotationRow,
    QuotationShown,
    QuotationStateName,
    quotation_of,
    quotation_row,
    quotation_shown,
    story_shown,
)
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Day, Text
from aftercare.surfaces.api.lists import After, AtMost, Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.users import LanguageName
from aftercare.surfaces.api.versions import unchanged
from aftercare.ui.sending import paper_answer

quotations = Noun(
    "quotations",
    "Quotations 报价单: what work that is not covered would cost, accepted by the customer before it starts.",
)
HERE = "/quotations/{uuid:id}"


class QuotationQuery(Listing):
    """Which quotations."""

    q: Text = Field("", max_length=80, description="The beginning of a number, of a request's, or words of a customer.")
    state: QuotationStateName | None = None
    request_id: UUID | None = None
    customer_id: UUID | None = None
    number: Text | None = Field(None, max_length=32)
    sort: Literal["created_at", "-created_at", "number", "-number", "valid_until", "-valid_until"] = "-created_at"


class QuotationGiven(Body):
    """What a new quotation holds; without lines the house proposes labour and the way."""

    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$", description="The company's, if none is said.")
    valid_until: Day | None = None
    notes: Text = Field("", max_length=5000)
    lines: list[BillLineGiven] | None = Field(None, min_length=1, max_length=200)


class NewQuotation(QuotationGiven):
    """A quotation to begin, as a draft."""

    request_id: UUID


class QuotationChanges(Body):
    """The fields of a draft to change; `lines` take the place of all lines it has."""

    never_empty = ("valid_until", "notes", "lines")
    valid_until: Day | None = None
    notes: Text | None = Field(None, max_length=5000)
    lines: list[BillLineGiven] | None = Field(None, min_length=1, max_length=200)


@quotations.lists("/quotations", QuotationRow)
def list_quotations(call: Call, query: Query[QuotationQuery]) -> dict[str, Any]:
    """List quotations.

    The latest first unless sorted otherwise.
    """
    require(may_see_bills(call.actor))
    return listed(quotations_in_sight(call.actor, query.q).filter(**query.filters()), query, each(quotation_row))


@quotations.reads(HERE, QuotationShown)
def read_quotation(call: Call, id: UUID) -> dict[str, Any]:
    """Read a quotation.

    With its lines, what covers each, and the moves this caller may make.
    """
    return quotation_shown(call.actor, quotation_of(call, id))


@quotations.makes("/quotations", QuotationShown)
def create_a_quotation(call: Call, body: NewQuotation) -> dict[str, Any]:
    """Begin a quotation for a request.

    As a draft; without lines the house proposes them from the request, its coverage and the rates.
    """
    return begun(call, body.request_id, body)


def begun(call: Call, request_id: UUID, body: QuotationGiven) -> dict[str, Any]:
    """The draft for a request in sight."""
    request = find_request(call.actor, request_id)
    require(may_write_quotation(call.actor, request))
    known = company()
    currency = body.currency or (known.currency if known else "CNY")
    lines = None if body.lines is None else drafts_of(call, body.lines, currency)
    made = draft_quotation(
        call.actor,
        request,
        lines=lines,
        currency=currency,
        valid_until=body.valid_until,
        notes=body.notes,
        at=call.at,
    )
    return quotation_shown(call.actor, quotation_of(call, made.id))


@quotations.changes(HERE, QuotationShown)
def change_a_quotation(call: Call, id: UUID, body: QuotationChanges) -> dict[str, Any]:
    """Change a draft.

    Only the fields that are sent; what was sent to the customer is revised instead.
    """
    quotation = unchanged(call, quotation_of(call, id))
    require(may_write_quotation(call.actor, quotation.request))
    lines = None if body.lines is None else drafts_of(call, body.lines, quotation.currency)
    change_quotation(call.actor, quotation, lines=lines, at=call.at, **body.given("lines"))
    return read_quotation(call, id)


@quotations.reads(f"{HERE}/timeline", BillTimeline)
def read_quotation_timeline(call: Call, id: UUID, after: After = 0, limit: AtMost = 100) -> dict[str, Any]:
    """Read a quotation's timeline.

    Everything that happened to it, in the order it was recorded.
    """
    return story_shown(story_of(quotation_of(call, id), after=after, limit=limit + 1), limit)


class PaperQuery(Body):
    """In which language it is made; that of the caller if none is said."""

    language: LanguageName | None = None


@quotations.sends(f"{HERE}/document")
def read_quotation_document(call: Call, id: UUID, query: Query[PaperQuery]) -> HttpResponse:
    """Read a quotation as PDF.

    Its lines with what covers them, to print or to send; the font is inside.
    """
    quotation = quotation_of(call, id)
    language = query.language or get_language() or settings.LANGUAGE_CODE
    return paper_answer(quotation_on_paper(quotation, language=language, at=call.at), f"{quotation.number}.pdf")
