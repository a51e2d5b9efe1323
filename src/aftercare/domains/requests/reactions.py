"""What the room does when others tell that something happened."""

from aftercare.domains.accounts.events import CalendarChanged, UserDeactivated, UserReactivated
from aftercare.domains.accounts.models import User
from aftercare.domains.contracts.events import ClockDue
from aftercare.domains.requests.actions import alert_owner, ask_to_reassign, leave_assigned
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import WITH_SOMEBODY
from aftercare.domains.workforce.events import AbsenceCancelled, EngineerDeactivated, EngineerReactivated
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.jobs import put_job_once
from aftercare.kit.models import LedgerEntry

HOUSE = system("reassignment")


@reacts_to(ClockDue)
def alert_about_request(due: ClockDue, fact: LedgerEntry) -> None:
    """A promise about a request reached a stage."""
    if due.subject_kind == ServiceRequest.noun:
        alert_owner(system("promise-clock"), due, at=fact.at)


@reacts_to(CalendarChanged)
def derive_clocks_anew(changed: CalendarChanged, fact: LedgerEntry) -> None:
    """Working hours or holidays changed: what is due follows; of many days entered one by one, after the last."""
    calendar = str(changed.calendar_id)
    put_job_once("requests.follow_calendar", {"calendar_id": calendar}, key=f"requests.follow_calendar:{calendar}")


@reacts_to(EngineerDeactivated)
def find_others_for(gone: EngineerDeactivated, fact: LedgerEntry) -> None:
    """An engineer left: the dispatcher gives their requests to others, those under way too."""
    engineer = Engineer.objects.get(pk=gone.engineer_id)
    if engineer.active:
        return
    for request in ServiceRequest.objects.filter(engineer=engineer, state__in=WITH_SOMEBODY).only("id").order_by("id"):
        ask_to_reassign(HOUSE, request, engineer=engineer, reason="inactive", cause=engineer.id, at=fact.at)


@reacts_to(EngineerReactivated)
def keep_those_of_the_returned(back: EngineerReactivated, fact: LedgerEntry) -> None:
    """An engineer is back: what nobody has given to others stays."""
    leave_assigned(HOUSE, cause=back.engineer_id, at=fact.at)


@reacts_to(UserDeactivated)
def find_others_for_the_desk(gone: UserDeactivated, fact: LedgerEntry) -> None:
    """Somebody signs in no more: the dispatcher gives what this person has to others."""
    user = User.objects.get(pk=gone.user_id)
    if user.is_active:
        return
    for request in ServiceRequest.objects.filter(assignee=user, state__in=WITH_SOMEBODY).only("id").order_by("id"):
        ask_to_reassign(HOUSE, request, engineer=user, reason="inactive", cause=user.id, at=fact.at)


@reacts_to(UserReactivated)
def keep_those_of_the_desk(back: UserReactivated, fact: LedgerEntry) -> None:
    """Somebody signs in again: what nobody has given to others stays."""
    leave_assigned(HOUSE, cause=back.user_id, at=fact.at)


@reacts_to(AbsenceCancelled)
def keep_those_of_the_present(there: AbsenceCancelled, fact: LedgerEntry) -> None:
    """An absence was taken back: what nobody has given to others stays."""
    leave_assigned(HOUSE, cause=there.absence_id, at=fact.at)
