"""What may be suggested to a customer, taken in hand from the file; and by which channels each person agrees to it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aftercare.domains.customers.actions import set_consents
from aftercare.domains.customers.models import OfferChannel
from aftercare.domains.customers.policies import may_record_communication
from aftercare.domains.customers.queries import best_consents, consents_of
from aftercare.domains.outreach.actions import approach_customer
from aftercare.domains.outreach.policies import MAKE, VIEW, may_approach, visible_suggestions
from aftercare.domains.outreach.queries import suggestions_for
from aftercare.domains.requests.queries import find_customer
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.customers.views import found_contact
from aftercare.surfaces.console.customers.words import PLACE, crumbs
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.surfaces.console.suggestions.words import offered
from aftercare.ui.forms import MomentField

CONSENT = "console/customers/consent.html"


class ConsentForm(forms.Form):
    """By which channels, since when, and how it was said."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("May be made offers by"),
        choices=[(code, CHANNELS[code]) for code in OfferChannel.values],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Whatever is not ticked is withdrawn at once."),
    )
    done_at = MomentField(label=gettext_lazy("Since when"), required=False, help_text=gettext_lazy("Empty: just now."))
    how = forms.CharField(
        label=gettext_lazy("How it was said"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "wide"}),
        help_text=gettext_lazy("Such as: on the phone, on the order form."),
    )


@staff
def consent(request: StaffRequest, customer_id: UUID, contact_id: UUID) -> HttpResponse:
    """What the person agrees to, with what was agreed and withdrawn before."""
    customer = find_customer(request.actor, customer_id)
    require(may_record_communication(request.actor, customer, also=[customer.id]))
    contact = found_contact(customer, contact_id)

    def shows() -> dict[str, Any]:
        return {"channels": [one.channel for one in consents_of(contact) if one.withdrawn_at is None]}

    form = standing_form(ConsentForm, request, shows())
    command = as_seen(set_consents, shows, hold=contact)
    back = reverse("console:customer", args=[customer.id])
    also = [contact.customer_id]
    if accepted(form, command, request.actor, contact, stands=form.initial, also=also, at=now()) is not None:
        messages.success(request, _("What %(name)s agrees to is kept.") % {"name": contact.name})
        return redirect(back)
    words: dict[str, Any] = {
        "title": _("Offers to %(name)s") % {"name": contact.name},
        "submit": _("Keep the changes"),
        "history": [(CHANNELS[one.channel], one) for one in consents_of(contact)],
    }
    return form_page(request, form, back=back, crumbs=crumbs(customer), active=PLACE, template=CONSENT, **words)


@staff
def suggestions(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """What fits the customer, each with its reason; nothing where nobody agrees to offers."""
    customer = find_customer(request.actor, customer_id)
    require(may(request.actor, VIEW))
    best = best_consents([customer.id]).get(customer.id)
    context = {
        "customer": customer,
        "crumbs": crumbs(customer),
        "agrees": bool(best),
        "asked_by": (best.contact, CHANNELS[best.channel]) if best else None,
        "found": [(one, offered(one), why) for one, why in suggestions_for(customer, at=now())] if best else [],
        "may_ask": may(request.actor, MAKE) is True and may_approach(request.actor, customer) is True,
    }
    return staff_page(request, "console/customers/suggestions.html", context, active=PLACE, partials={"fitting"})


@require_POST
@staff
def approach(request: StaffRequest, customer_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """Take the customer in hand oneself; a refusal is said on the file."""
    customer = find_customer(request.actor, customer_id)
    suggestion = visible_suggestions(request.actor).filter(pk=suggestion_id).first()
    if suggestion is None:
        raise NotFound()
    made = approach_customer(request.actor, customer, suggestion=suggestion, at=now())
    return redirect("console:approach", approach_id=made.id)
