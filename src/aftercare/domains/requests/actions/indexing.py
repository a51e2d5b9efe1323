"""Let requests be found by what is known now of their customers and devices."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.requests.indexing import request_tokens
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_watch
from aftercare.kit.actor import Actor
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require
from aftercare.kit.searching import token_vector

READ = ServiceRequest.objects.select_related("customer__merged_into", "contact", "device").defer("search")


@transaction.atomic
def index_requests(actor: Actor, *, ids: Sequence[UUID], at: datetime) -> None:
    """Write the words of some requests anew, as they stand at `at`: under their locks, so that no change is lost."""
    require(may_watch(actor))
    for held in lock_all(READ.filter(pk__in=ids)):
        words = token_vector(request_tokens(held, held.customer))
        ServiceRequest.objects.filter(pk=held.pk).update(search=words)
