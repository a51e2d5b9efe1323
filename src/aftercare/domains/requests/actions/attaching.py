"""Files that belong to a request."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.events import FileAttached
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_attach
from aftercare.kit.actor import Actor
from aftercare.kit.files import CheckedFile, check_file, files_of, keep_file
from aftercare.kit.files.checking import Readable
from aftercare.kit.models import StoredFile
from aftercare.kit.permissions import require


def attach_file(
    actor: Actor,
    request: ServiceRequest,
    *,
    name: str,
    content: bytes | Readable | CheckedFile,
    at: datetime,
    internal: bool = False,
) -> StoredFile:
    """Keep a file with the request, the same file once; an internal one is for colleagues only.

    It is checked before the request is locked, so that nobody waits for it.
    """
    require(may_attach(actor, request, internal=internal))
    file = content if isinstance(content, CheckedFile) else check_file(name, content)
    return _attach(actor, request, file, internal=internal, at=at)


@transaction.atomic
def _attach(actor: Actor, request: ServiceRequest, file: CheckedFile, *, internal: bool, at: datetime) -> StoredFile:
    held = hold(request)
    require(may_attach(actor, held, internal=internal))
    known = set(files_of(held.ref).values_list("pk", flat=True))
    kept = keep_file(file, subject=held.ref, actor=actor, internal=internal, at=at)
    if kept.pk in known:
        return kept
    fact = FileAttached(request_id=held.id, file_id=kept.id, size=kept.size, internal=internal)
    record(actor, held, fact, at=at, text=kept.name)
    return kept
