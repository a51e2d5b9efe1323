"""What the room does when others tell that something happened."""

from django.db.models import Q

from aftercare.domains.accounts.events import UserDeactivated
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.billing.actions import draft_charge
from aftercare.domains.catalog.models import Part
from aftercare.domains.contracts.actions import use_entitlement, warrant_parts
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries import currency_included, entitlements_left
from aftercare.domains.contracts.queries.agreements import taken_under
from aftercare.domains.fieldwork.actions import readdress_corrections
from aftercare.domains.fieldwork.charged import is_charged, work_in
from aftercare.domains.fieldwork.events import RecordCorrected, RecordSignedOff, RecordWritten
from aftercare.domains.fieldwork.models import RecordResult, ServiceRecord
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.fieldwork.using import Fitted, agreements_paying, taken_by
from aftercare.domains.requests.events import RequestHandled, RequestRejected
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.locking import lock
from aftercare.kit.models import LedgerEntry

HOUSE = system("sign-off")
WARRANTY = system("warranty")
COUNTING = system("entitlement")
BILLING = system("billing")


@reacts_to(UserDeactivated)
def find_others_to_correct(gone: UserDeactivated, fact: LedgerEntry) -> None:
    """Somebody signs in no more: what was sent back to them, or to a team of theirs, is corrected by others."""
    if User.objects.filter(pk=gone.user_id, is_active=True).exists():
        return
    theirs = Q(assignee=gone.user_id) | Q(attempt__team__members=gone.user_id)
    records = ServiceRecord.objects.filter(theirs, state=RecordState.SENT_BACK).order_by()
    for request in ServiceRequest.objects.filter(pk__in=records.values("request")).only("id").order_by("id"):
        readdress_corrections(HOUSE, request, at=fact.at)


@reacts_to(RecordWritten, when=lambda written: bool(written.parts))
@reacts_to(RecordSignedOff, when=lambda signed: signed.accepted)
def warrant_what_was_fitted(told: RecordWritten | RecordSignedOff, fact: LedgerEntry) -> None:
    """A part that was fitted has a warranty of its own from that day; what was corrected since counts at sign-off."""
    record = ServiceRecord.objects.select_related("request__device").get(pk=told.record_id)
    device = record.request.device
    if device is None:
        return
    fitted = record.parts.filter(part__isnull=False).values_list("part_id", flat=True)
    parts = list(Part.objects.filter(pk__in=list(fitted)).order_by("number"))
    on = day_of(record.finished_at or record.written_at)
    warrant_parts(WARRANTY, device, parts=parts, on=on, repair_id=record.id, at=fact.at)


@reacts_to(RecordWritten, when=lambda written: written.result == RecordResult.SOLVED)
def count_the_agreement_down(written: RecordWritten, fact: LedgerEntry) -> None:
    """A solved visit takes from the agreements that pay for it, once a record, and never more than is left; one that
    the customer has rejected by now takes nothing."""
    lock(ServiceRequest.objects.only("pk"), written.request_id)  # before or after a rejection, not beside it
    record = ServiceRecord.objects.select_related("request", "attempt").get(pk=written.record_id)
    if record.attempt.result == "rejected":
        return
    coverage = Coverage.from_json(record.request.coverage)
    parts = [Fitted(one.part_id, one.amount, one.charged) for one in record.parts.all() if one.amount is not None]
    for agreement in Agreement.objects.filter(pk__in=agreements_paying(coverage)).order_by("pk"):
        taken = taken_by(
            coverage,
            agreement.id,
            on_site=written.engineer_id is not None,
            labour_minutes=written.labour_minutes,
            parts=parts,
            currency=currency_included(agreement),
        )
        left = entitlements_left(agreement)
        for kind in taken.keys() & left.keys():
            quantity, key = min(taken[kind], left[kind]), f"record:{record.id}:{kind}"
            if agreement.id != coverage.agreement_id:  # besides the one whose promises hold
                key += f":{agreement.id}"
            if quantity > 0:
                about = record.request.ref
                use_entitlement(COUNTING, agreement, kind=kind, quantity=quantity, key=key, about=about, at=fact.at)


@reacts_to(RequestRejected)
def give_back_what_was_rejected(told: RequestRejected, fact: LedgerEntry) -> None:
    """What a visit took from agreements is theirs again once the customer says that it solved nothing."""
    request = lock(ServiceRequest.objects.only("pk"), told.request_id)
    rejected = ServiceRecord.objects.filter(request=request, attempt__result="rejected")
    for use in (use for id in rejected.values_list("pk", flat=True) for use in taken_under(f"record:{id}:")):
        agreement, kind, key = use.entitlement.agreement, use.entitlement.kind, f"returned:{use.key}"
        about, back = request.ref, -use.quantity
        use_entitlement(COUNTING, agreement, kind=kind, quantity=back, key=key, about=about, at=fact.at)


@reacts_to(RequestHandled, RequestRejected, RecordCorrected)
def charge_what_was_done(told: RequestHandled | RequestRejected | RecordCorrected, fact: LedgerEntry) -> None:
    """The work is done, was rejected, or its record was corrected: what the customer pays is reckoned from the
    records."""
    request = ServiceRequest.objects.get(pk=told.request_id)
    sheets = [sheet for sheet in records_of(request) if is_charged(sheet.record, request.series)]
    draft_charge(
        BILLING, request, work=[work_in(sheet.record, sheet.parts, sheet.costs) for sheet in sheets], at=fact.at
    )
