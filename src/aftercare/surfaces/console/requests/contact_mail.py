"""Whether the customer's person gets mail about requests, switched where the agent is asked for it: on the phone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.channels.actions import choose_for_contact
from aftercare.domains.channels.queries import addressee_of
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.staff import StaffRequest, staff


@require_POST
@staff
def choose_mail(request: StaffRequest, id: UUID) -> HttpResponse:
    """Send mails to the person whom this request's mails go to, or send none any more."""
    wanted = find_request(request.actor, id)
    require(may_change_customer(request.actor, wanted.customer))
    to = addressee_of(wanted)
    if to is None:
        messages.error(request, _("No mail address, so no mail goes out."))
        return redirect("console:request", id=id)
    mail = request.POST.get("mail") == "1"
    choose_for_contact(request.actor, to.contact, mail=mail, at=now())
    said = _("%(name)s gets mail about requests.") if mail else _("%(name)s gets no mail any more.")
    messages.success(request, said % {"name": to.contact.name})
    return redirect("console:request", id=id)
