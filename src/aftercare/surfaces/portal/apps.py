"""The customer portal as a Django application: its templates."""

from django.apps import AppConfig

WHOLE = "aftercare.config.urls"  # also where one surface alone is served, links lead into the whole installation


class PortalConfig(AppConfig):
    """Installs the portal."""

    name = "aftercare.surfaces.portal"
    label = "portal"

    def ready(self) -> None:
        from django.urls import reverse

        from aftercare.domains.billing.links import token_of as quotation_token
        from aftercare.domains.channels.links import (
            PORTAL,
            PORTAL_ENTRY,
            PORTAL_MAILS,
            PORTAL_ORDER,
            PORTAL_QUOTATION,
            leads,
        )
        from aftercare.domains.orders.links import token_of as order_token
        from aftercare.domains.requests.links import token_of
        from aftercare.surfaces.portal.entrance import ticket_for
        from aftercare.surfaces.portal.mails import slip_for

        leads(PORTAL_ENTRY, lambda contact: reverse("portal:enter", args=[ticket_for(contact)], urlconf=WHOLE))
        leads(PORTAL_MAILS, lambda contact: reverse("portal:mails", args=[slip_for(contact)], urlconf=WHOLE))
        leads(PORTAL_ORDER, lambda order: reverse("portal:order", args=[order_token(order)], urlconf=WHOLE))
        leads(PORTAL_QUOTATION, lambda one: reverse("portal:quotation", args=[quotation_token(one)], urlconf=WHOLE))
        leads(PORTAL, lambda request: reverse("portal:track", args=[token_of(request)], urlconf=WHOLE))
