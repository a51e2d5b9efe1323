"""Timed work of the room."""

from django.db.models import QuerySet

from aftercare.domains.contracts.actions.clocks import tell_all_due, tell_due
from aftercare.domains.contracts.actions.renewals import remind_of_endings, roll_over_what_is_left
from aftercare.domains.contracts.models import Clock
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import daily, every
from aftercare.kit.sweeping import sweep


def _due(at: object) -> QuerySet[Clock]:
    return Clock.objects.filter(next_alert_at__lte=at).order_by("next_alert_at", "id")


@every(5, "contracts.sweep_clocks")
def sweep_clocks() -> int:
    """Tell of every clock whose next stage has come."""
    actor = system("promise-clock")
    return sweep(
        _due,
        lambda clock, at: tell_due(actor, clock, at=at),
        together=lambda clocks, at: tell_all_due(actor, clocks=clocks, at=at),
        clock=now,
        batch=50,
    )


@daily(22, 30, "contracts.follow_agreements")
def follow_agreements() -> int:
    """Early in China's morning, carry over what old periods left and ask for the renewal of what ends soon."""
    actor, at = system("agreement-watch"), now()
    roll_over_what_is_left(actor, at=at)
    return remind_of_endings(actor, at=at)
