"""What stands beside a quotation: its customer's link, and itself on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from aftercare.domains.billing.policies import may_write_quotation
from aftercare.domains.billing.queries.papers import quotation_on_paper
from aftercare.domains.channels.links import PORTAL_QUOTATION, link_to
from aftercare.domains.channels.queries import language_of
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.billing.views import ACTIVE, FOLDER, quotation_in_sight
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.sending import paper_answer


@staff
def customer_link(request: StaffRequest, quotation_id: UUID) -> HttpResponse:
    """The signed address by which the customer decides, to copy; a draft has none."""
    one = quotation_in_sight(request.actor, quotation_id)
    require(may_write_quotation(request.actor, one.request))
    if one.sent_at is None:
        raise NotFound()
    here = reverse("console:quotation", args=[one.id])
    context = {"number": one.number, "here": here, "link": link_to(PORTAL_QUOTATION, one)}
    return staff_page(request, f"{FOLDER}/link.html", context, active=ACTIVE, partials={"dialog"})


@staff
def paper(request: StaffRequest, quotation_id: UUID) -> HttpResponse:
    """The quotation as PDF, in its customer's language."""
    one = quotation_in_sight(request.actor, quotation_id)
    made = quotation_on_paper(one, language=language_of(one.customer), at=now())
    return paper_answer(made, f"{one.number}.pdf")
