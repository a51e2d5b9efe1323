"""Timed work of the room."""

from datetime import timedelta

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.billing.actions import expire_quotation, remind_of_quotation
from aftercare.domains.billing.queries import billing_settings, running_out
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import every

AT_ONCE = 200


@every(60, "billing.follow_quotations")
def follow_quotations() -> int:
    """Let quotations expire whose last day is over, and remind customers of those that end soon."""
    actor, at = system("billing"), now()
    today = day_of(at)
    over = list(running_out(on=today - timedelta(days=1))[:AT_ONCE])
    for quotation in over:
        expire_quotation(actor, quotation, at=at)
    days = billing_settings().remind_days
    near = running_out(on=today + timedelta(days=days)).filter(reminded_at=None, valid_until__gte=today)
    # One that was sent with so few days left needs no reminder on the same day.
    soon = list(near.filter(sent_at__lt=at - timedelta(days=1))[:AT_ONCE]) if days else []
    for quotation in soon:
        remind_of_quotation(actor, quotation, at=at)
    return len(over) + len(soon)
