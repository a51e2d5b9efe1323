"""Papers of an agreement: put to it, looked at, taken off."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.contracts.actions import attach_document, remove_document
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries.agreements import documents_of
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.models import StoredFile
from aftercare.surfaces.console.agreements.changing import asked, done, managed
from aftercare.surfaces.console.agreements.forms import DocumentForm
from aftercare.surfaces.console.agreements.views import found_agreement
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.sending import file_answer


@staff
def attach(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """A file that belongs to it from now on."""
    agreement = managed(request, agreement_id)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["document"]
        try:
            attach_document(request.actor, agreement, name=file.name, content=file, at=now())
            return done(request, agreement, _("The document is kept with %(number)s."))
        except Refusal as refusal:
            form.add_error("document", str(refusal))
    words = {"icon": "paperclip"}
    return asked(request, agreement, form, _("Add a document to %(number)s"), _("Add"), **words)


@staff
def document(request: StaffRequest, agreement_id: UUID, file_id: UUID) -> HttpResponse:
    """A picture to look at, anything else to keep."""
    return file_answer(_found(found_agreement(request, agreement_id), file_id))


@require_POST
@staff
def remove(request: StaffRequest, agreement_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a document off it."""
    agreement = managed(request, agreement_id)
    remove_document(request.actor, agreement, document=_found(agreement, file_id), at=now())
    return done(request, agreement, _("The document is no longer kept with %(number)s."))


def _found(agreement: Agreement, file_id: UUID) -> StoredFile:
    found = documents_of(agreement).filter(pk=file_id).first()
    if found is None:
        raise NotFound()
    return found
