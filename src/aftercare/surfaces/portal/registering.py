"""Tell the house that a device is one's own: with its label in hand, or signed in as its owner."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.customers.models import Contact
from aftercare.domains.devices.actions import register_ownership
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import by_label
from aftercare.domains.registrations.actions import register_owner
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.surfaces.portal.entering import PORTAL
from aftercare.surfaces.portal.label import told
from aftercare.surfaces.portal.limits import SubmittedTooOften, count_submission, may_put_aside
from aftercare.surfaces.portal.mine import device_in_hands, of_customer
from aftercare.surfaces.portal.photos import PhotosForm
from aftercare.surfaces.portal.reaching import PhoneField
from aftercare.surfaces.portal.signed_in import customer_of, frame
from aftercare.ui.forms import DayInput, PhotosField
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page

PAGE = "portal/register.html"


class RegisterForm(PhotosForm):
    """Who has the device, and since when."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = PhoneField(help_text=gettext_lazy("Best the one you gave when you bought it."))
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        required=False,
        help_text=gettext_lazy("So that we can tell you what came of it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    bought_on = forms.DateField(label=gettext_lazy("Bought on"), required=False, widget=DayInput)
    seller = forms.CharField(label=gettext_lazy("Bought from"), max_length=120, required=False)
    photos = PhotosField(
        label=gettext_lazy("Photos"), required=False, help_text=gettext_lazy("Of the receipt or the invoice.")
    )

    def clean_bought_on(self) -> date | None:
        """A day that was."""
        day: date | None = self.cleaned_data["bought_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come; give the day on which you bought it."))
        return day


def register(request: HttpRequest, token: str) -> HttpResponse:
    """A form for whoever holds the label."""
    device = by_label(token)
    if device is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, RegisterForm(), device, token)
    form = RegisterForm(request.POST, request.FILES)
    refusal = count_submission(request) if form.is_valid() else None
    return _answer(request, form, device, token, refusal)


@answered_once
def _answer(
    request: HttpRequest, form: RegisterForm, device: Device, token: str, refusal: SubmittedTooOften | None
) -> HttpResponse:
    """The same whether the number is the owner's or not: whoever tries numbers out learns nothing."""
    if form.is_valid():
        try:
            if refusal is not None:
                raise refusal
            _registered(form.cleaned_data, device)
        except Refusal as refused:
            form.add_error(next((name for name in refused.errors if name in form.fields), None), str(refused))
        else:
            messages.success(request, _("Thank you. Your registration is with us; we call you if it is not clear."))
            return redirect("portal:label", token=token)
    answer = _shown(request, form, device, token, status=429 if refusal else 422)
    if refusal is not None:
        answer["Retry-After"] = str(round(refusal.seconds))
    return answer


def _shown(request: HttpRequest, form: RegisterForm, device: Device, token: str, *, status: int = 200) -> HttpResponse:
    if request.FILES and may_put_aside(request):
        form.put_photos_aside()
    context = {"form": form, "called": told(device), "token": token, **frame(request)}
    return page(request, PAGE, context, status=status)


@require_POST
@of_customer
def register_mine(request: HttpRequest, contact: Contact, id: UUID) -> HttpResponse:
    """Register what is the customer's own already."""
    device = device_in_hands(contact, id)
    register_ownership(customer_of(contact), device, at=now())
    messages.success(request, _("Your device is registered."))
    return redirect("portal:device", id=device.id)


def _registered(given: dict[str, Any], device: Device) -> None:
    said = {name: given[name] for name in ("name", "phone", "email", "bought_on", "seller")}
    register_owner(PORTAL, device, **said, language=get_language() or "", files=given["photos"], at=now())
