"""The installed base: devices by serial, product or customer, filtered and paged by the address."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.models import Category
from aftercare.domains.contracts.queries.warranties import under_warranty, with_warranty_end
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import VIEW, may_register_device
from aftercare.domains.devices.queries import holding_words, of_category, of_unit
from aftercare.domains.requests.queries.reach import devices_in_sight
from aftercare.kit.clock import now
from aftercare.kit.paging import count_to, page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.fields import UnitField
from aftercare.surfaces.console.devices.words import STATUS_CHOICES, STATUSES
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.forms import NameChoiceField
from aftercare.ui.parts import FilterChip

PAGE = "console/devices/list.html"
SHOWN = ("product", "customer", "site")
HEAVY = ("customer__search", "customer__notes", "product__search")
WARRANTIES = [("yes", gettext_lazy("In warranty")), ("no", gettext_lazy("Not in warranty"))]


class DeviceFilter(forms.Form):
    """What narrows the list; what can't be read of an old address is left out."""

    narrows = True
    category = NameChoiceField(
        label=gettext_lazy("Product category"),
        queryset=Category.objects.order_by("name", "id"),
        required=False,
        empty_label=gettext_lazy("Every category"),
    )
    status = forms.ChoiceField(
        label=pgettext_lazy("device", "Status"),
        choices=[("", pgettext_lazy("device", "Every status")), *STATUS_CHOICES],
        required=False,
    )
    warranty = forms.ChoiceField(
        label=gettext_lazy("Warranty"),
        choices=[("", gettext_lazy("With and without warranty")), *WARRANTIES],
        required=False,
    )
    unit = UnitField(label=gettext_lazy("Part of the company"), required=False)
    customer = forms.UUIDField(required=False)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields["unit"].widget.attrs["placeholder"] = self.fields["unit"].label


@staff
def device_list(request: StaffRequest) -> HttpResponse:
    """The devices in sight, the latest registered first."""
    require(may(request.actor, VIEW))
    form, today = DeviceFilter(request.GET), day_of(now())
    form.is_valid()
    rows = _narrowed(request, form.cleaned_data, today)
    found = page(
        with_warranty_end(rows, on=today).select_related(*SHOWN).defer(*HEAVY),
        sort="-pk",
        limit=shown(request),
        cursor=request.GET.get("cursor"),
    )
    context = {
        "rows": [(device, STATUSES[device.status]) for device in found.items],
        "cursor": found.next,
        "labels_url": f"{reverse('console:device_labels')}?{request.GET.urlencode()}",
        "form": form,
        "chips": _chips(request, form.cleaned_data),
        "total": "" if request.GET.get("cursor") else count_to(rows),
        "narrowed": any(form.cleaned_data.values()) or bool(request.GET.get("q")),
        "may_register": may_register_device(request.actor) is True,
    }
    return staff_page(request, PAGE, context, active="console:devices", partials={"results", "rows"})


def asked_devices(request: StaffRequest, today: date) -> QuerySet[Device]:
    """The devices that the address of the list asks for."""
    form = DeviceFilter(request.GET)
    form.is_valid()
    return _narrowed(request, form.cleaned_data, today)


def _narrowed(request: StaffRequest, asked: dict[str, Any], today: date) -> QuerySet[Device]:
    rows = holding_words(request.actor, devices_in_sight(request.actor), request.GET.get("q", ""))
    if asked.get("category"):
        rows = of_category(rows, asked["category"])
    if asked.get("status"):
        rows = rows.filter(status=asked["status"])
    if asked.get("warranty"):
        rows = under_warranty(rows, on=today, covered=asked["warranty"] == "yes")
    if asked.get("unit"):
        rows = of_unit(rows, asked["unit"])
    if asked.get("customer"):
        rows = rows.filter(customer_id=asked["customer"])
    return rows


def _chips(request: StaffRequest, asked: dict[str, Any]) -> list[FilterChip]:
    """The customer whose devices are shown, if it is one's alone."""
    whose: Customer | None = None
    if asked.get("customer"):
        whose = visible_customers(request.actor).filter(pk=asked["customer"]).first()
    return [FilterChip(whose.name, address(request, customer=None, cursor=None), removable=True)] if whose else []
