"""The signed address by which a customer follows a request."""

from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.requests.actions import renew_link
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.policies import may_change, may_contact
from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


@staff
def customer_link(request: StaffRequest, id: UUID) -> HttpResponse:
    """The signed address by which the customer follows the request, to copy or to scan."""
    wanted = find_request(request.actor, id)
    require(may_contact(request.actor, wanted))
    link = settings.BASE_URL + reverse("portal:track", args=[token_of(wanted)])
    drawn = segno.make(link, error="m").svg_inline(scale=4, border=2, title=str(_("QR code")))
    code = mark_safe(drawn)  # nosec B308 B703  segno escapes the title and draws the rest
    may_renew = may_change(request.actor, wanted) is True
    context = {"wanted": wanted, "link": link, "code": code, "may_renew": may_renew}
    return staff_page(request, "console/requests/link.html", context, active="console:requests", partials={"dialog"})


@require_POST
@staff
def renew_customer_link(request: StaffRequest, id: UUID) -> HttpResponse:
    """Make the links given out before worthless, and show the new one."""
    renew_link(request.actor, find_request(request.actor, id), at=now())
    messages.success(request, _("The links given out before open nothing any more."))
    return redirect("console:request_link", id=id)
