"""Papers that belong to an agreement: what was signed, and what was agreed beside it."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.contracts.errors import TooManyDocuments
from aftercare.domains.contracts.events import DocumentAttached, DocumentRemoved
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.policies import may_manage_agreement
from aftercare.domains.contracts.queries.agreements import documents_of
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotFound
from aftercare.kit.events import publish
from aftercare.kit.files import CheckedFile, check_file, keep_file
from aftercare.kit.files.checking import Readable
from aftercare.kit.locking import lock
from aftercare.kit.models import StoredFile
from aftercare.kit.permissions import require

MOST_DOCUMENTS = 100


def attach_document(
    actor: Actor, agreement: Agreement, *, name: str, content: bytes | Readable | CheckedFile, at: datetime
) -> StoredFile:
    """Keep a file with the agreement, the same file once; it is checked before the agreement is locked."""
    require(may_manage_agreement(actor, agreement))
    file = content if isinstance(content, CheckedFile) else check_file(name, content)
    return _attach(actor, agreement, file, at)


@transaction.atomic
def _attach(actor: Actor, agreement: Agreement, file: CheckedFile, at: datetime) -> StoredFile:
    held = lock(Agreement.objects.all(), agreement.id)
    known = set(documents_of(held).values_list("pk", flat=True))
    kept = keep_file(file, subject=held.ref, actor=actor, at=at)
    if kept.pk in known:
        return kept
    if len(known) >= MOST_DOCUMENTS:
        raise TooManyDocuments(number=held.number, most=MOST_DOCUMENTS)
    attached = DocumentAttached(agreement_id=held.id, file_id=kept.id, size=kept.size)
    publish(actor, attached, at=at, text=kept.name, context_id=held.customer_id)
    return kept


@transaction.atomic
def remove_document(actor: Actor, agreement: Agreement, *, document: StoredFile, at: datetime) -> None:
    """Take a file off the agreement; that it was there stays told."""
    require(may_manage_agreement(actor, agreement))
    held = lock(Agreement.objects.all(), agreement.id)
    found = documents_of(held).filter(pk=document.pk).first()
    if found is None:
        raise NotFound()
    found.delete()
    removed = DocumentRemoved(agreement_id=held.id, file_id=document.pk)
    publish(actor, removed, at=at, text=document.name, context_id=held.customer_id)
