"""Whom an order concerns and where it goes: among the customer's own people and places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import default_contact, default_site, of_customer
from aftercare.surfaces.console.devices.forms import PlaceField

ELSEWHERE = {"invalid_choice": _("Choose one of this customer.")}


class PersonField(forms.ModelChoiceField):
    """One of a customer's people."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, and what they do."""
        return " · ".join(filter(None, [obj.name, obj.role]))


class PlacesForm(forms.Form):
    """The person to reach and the place of delivery; it asks nothing while the customer is not known."""

    contact = PersonField(
        label=_("Contact"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        error_messages=ELSEWHERE,
    )
    site = PlaceField(
        label=_("Delivery place"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("Not known"),
        error_messages=ELSEWHERE,
    )

    def __init__(self, *args: Any, customer: Customer | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.customer = customer
        if customer is None:
            del self.fields["contact"], self.fields["site"]
            return
        theirs = of_customer(customer.id)
        people = Contact.objects.filter(theirs, erased_at=None).order_by("-preferred", "id")
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        self.fields["site"].queryset = Site.objects.filter(theirs).order_by("id")  # type: ignore[attr-defined]


def usual_places(customer: Customer | None) -> dict[str, Any]:
    """The person and the place the customer is usually reached at."""
    if customer is None:
        return {}
    return {"contact": default_contact(customer), "site": default_site(customer)}
