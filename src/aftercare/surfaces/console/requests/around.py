"""What stands around a request: the customer's record, the device's, and what solved the same problem before."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.coverage_facts import COSTS
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.queries.statutory import statutory_rights
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import find_request, on_device, others_of, record_of_customer, solved_alike
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

MONTHS = 12
MOST_SITES = 5


@staff
def request_around(request: StaffRequest, id: UUID) -> HttpResponse:
    """The page of it, or for the request's page the part alone."""
    wanted = find_request(request.actor, id)
    context = {"wanted": wanted, **around(request.actor, wanted)}
    page = "console/requests/around.html"
    return staff_page(request, page, context, active="console:requests", partials={"around"})


def around(actor: Actor, wanted: ServiceRequest) -> dict[str, Any]:
    """A few rows of each, however many there are; each request stands where it says most."""
    duplicates = list(others_of(actor, wanted, still_open=True))
    told = {one.id for one in duplicates}
    repairs = [one for one in on_device(actor, wanted) if one.id not in told]
    told |= {one.id for one in repairs}
    return {
        "customer_record": record_of_customer(actor, wanted),
        "grade": wanted.customer.grade,
        "sites": [one for one in wanted.customer.sites.order_by("id")[:MOST_SITES] if one.id != wanted.site_id],
        "duplicates": duplicates,
        "repairs": repairs,
        "others": [one for one in others_of(actor, wanted) if one.id not in told],
        "age": _age(wanted.device.installed_date or wanted.device.sold_date) if wanted.device else "",
        "warranty_until": _covered_until(wanted),
        "by_law": statutory_rights(wanted.device, on=day_of(wanted.submitted_at)) if wanted.device else [],
        "alike": _what_solved(list(solved_alike(actor, wanted))),
    }


def _what_solved(requests: list[ServiceRequest]) -> list[tuple[str, list[ServiceRequest]]]:
    """What was done, each with the requests it solved, the latest first."""
    ids = [one.id for one in requests]
    rows = ServiceRecord.objects.filter(request__in=ids, result="solved").order_by("id") if ids else ()
    done = {record.request_id: record.work_done for record in rows}
    found: dict[str, list[ServiceRequest]] = {}
    for one in requests:
        found.setdefault(done.get(one.id, ""), []).append(one)
    return list(found.items())


def _covered_until(wanted: ServiceRequest) -> date | None:
    """The last day on which anything of it is paid."""
    coverage = Coverage.from_json(wanted.coverage)
    days = [share.until for share in map(coverage.share, COSTS) if share.until and share.percent]
    return max(days, default=None)


def _age(since: date | None) -> str:
    """How long the device has stood there, in years and months."""
    if since is None:
        return ""
    today = localdate()
    months = (today.year - since.year) * MONTHS + today.month - since.month - (today.day < since.day)
    years, rest = divmod(max(months, 0), MONTHS)
    told = [ngettext("%(n)s year", "%(n)s years", years) % {"n": years}] if years else []
    told += [ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest}] if rest or not years else []
    return " ".join(told)
