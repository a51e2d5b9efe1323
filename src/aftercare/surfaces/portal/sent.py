"""What happens next: shown once a request was entered, with the link by which it is followed."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from aftercare.domains.channels.mail import mail_is_set
from aftercare.surfaces.portal.page import opened
from aftercare.surfaces.portal.remembered import remember
from aftercare.surfaces.portal.signed_in import frame
from aftercare.ui.pages import page


def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The number, what is promised, what happens next, and the link to keep.

    Whether a mail reached somebody is not said: that would tell a stranger which addresses belong to a number.
    """
    _actor, wanted = opened(token)
    remember(request, wanted)
    link = settings.BASE_URL + reverse("portal:track", args=[token])
    drawn = segno.make(link, error="m").svg_inline(scale=4, border=2, title=str(_("QR code")))
    code = mark_safe(drawn)  # nosec B308 B703  segno escapes the title and draws the rest
    written = "mail" in request.GET and mail_is_set()
    context = {"wanted": wanted, "token": token, "link": link, "code": code, "written": written, **frame(request)}
    return page(request, "portal/sent.html", context)
