"""What waits for a review stands in the reviewers' work lists, as long as it waits."""

from datetime import datetime

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.orders.models import Order
from aftercare.kit.actor import Actor

REVIEW = "order.review"
REVIEWER = "order_reviewer"


def await_review(actor: Actor, order: Order, *, at: datetime) -> None:
    """Ask the reviewers of the order's part of the company to look at it."""
    open_task(
        actor,
        kind=REVIEW,
        key=f"{REVIEW}:{order.id}:{at:%Y%m%d%H%M%S%f}",
        about=order.ref,
        label=order.number,
        role=REVIEWER,
        unit_id=order.unit_id,
        at=at,
    )


def end_review(actor: Actor, order: Order, *, at: datetime) -> None:
    """Nobody needs to look at it any more."""
    close_tasks_about(actor, order.ref, kinds=(REVIEW,), at=at)
