"""What a search in one queue misses: requests that are closed, or in another state."""

from collections.abc import Sequence

from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.queries import Shown, Wide, listed
from aftercare.kit.actor import Actor
from aftercare.kit.paging import count_to
from aftercare.kit.words import folded


def elsewhere_of(actor: Actor, q: str, here: Sequence[Shown | Wide]) -> str:
    """How many requests hold `q` in any state, where none of them or not the one of this number is here; or nothing."""
    if not q.strip() or (here and not _named_elsewhere(actor, q, here)):
        return ""
    count = count_to(listed(actor, q=q).select_related(None))
    return "" if count == "0" else count


def _named_elsewhere(actor: Actor, q: str, here: Sequence[Shown | Wide]) -> bool:
    """Whether `q` is the whole number of a request that is not among these."""
    number = folded(q).strip().upper()
    if number in [shown.number for shown in here]:
        return False
    return visible_to(actor).filter(number=number).exists()
