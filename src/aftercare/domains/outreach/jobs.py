"""Lists are taken in hand a chunk at a time, with the rights of whoever took them."""

from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.outreach.actions import stop_batch, take_chunk
from aftercare.domains.outreach.models import WinBackBatch
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.errors import NotAllowed
from aftercare.kit.jobs import job


@job("outreach.take_chunk")
def take_next(*, batch: str) -> None:
    """Take the next customers of a list."""
    known, at = WinBackBatch.objects.select_related("by", "suggestion", "grade").get(pk=batch), now()
    actor = actor_for(known.by, via="job", at=at) if known.by else system("win-back")
    try:
        take_chunk(actor, known, at=at)
    except NotAllowed:
        stop_batch(system("win-back"), known, at=at)
