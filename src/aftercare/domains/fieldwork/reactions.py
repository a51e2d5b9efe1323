"""What the room does when others tell that something happened."""

from django.db.models import Q

from aftercare.domains.accounts.events import UserDeactivated
from aftercare.domains.accounts.models import User
from aftercare.domains.fieldwork.actions import readdress_corrections
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("sign-off")


@reacts_to(UserDeactivated)
def find_others_to_correct(gone: UserDeactivated, fact: LedgerEntry) -> None:
    """Somebody signs in no more: what was sent back to them, or to a team of theirs, is corrected by others."""
    if User.objects.filter(pk=gone.user_id, is_active=True).exists():
        return
    theirs = Q(assignee=gone.user_id) | Q(attempt__team__members=gone.user_id)
    records = ServiceRecord.objects.filter(theirs, state=RecordState.SENT_BACK).order_by()
    for request in ServiceRequest.objects.filter(pk__in=records.values("request")).only("id").order_by("id"):
        readdress_corrections(HOUSE, request, at=fact.at)
