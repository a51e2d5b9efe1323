"""The form of a new request: who is chosen, or who is new; what they wish."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.models import IncidentType
from aftercare.domains.contracts.models import Priority
from aftercare.domains.customers.models import Contact, Customer, CustomerKind, Site
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import contacts_in_sight
from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.models.request import Channel
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.wish_fields import ENDS, WishFields
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.ui.forms import FutureField, NameChoiceField, WordsField

CHANNELS_OFFERED = [(code, CHANNELS[code]) for code in ("phone", "mail", "chat", "social", "mobile", "portal")]
SORTS = [(CustomerKind.PERSON, _("Person")), (CustomerKind.COMPANY, _("Company"))]
GONE = _("This customer is not here, or not visible to you; choose another.")
WIDE = {"class": "wide"}


def _picked(queryset: Any) -> Any:
    """What a click beside the form puts here; a draft keeps it, which it would not of a hidden field."""
    box = forms.TextInput(attrs={"hidden": True})
    return forms.ModelChoiceField(
        queryset=queryset, required=False, widget=box, error_messages={"invalid_choice": GONE}
    )


class NewRequestForm(WishFields):
    """A new request: who was chosen, or calls; what, how urgent, by when."""

    customer = _picked(Customer.objects.none())  # of those in sight, below
    contact = _picked(Contact.objects.none())
    site = _picked(Site.objects.select_related("customer__merged_into"))
    separate = forms.CharField(max_length=1, required=False, widget=forms.TextInput(attrs={"hidden": True}))
    phone = forms.CharField(
        label=_("Phone"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, required=False, help_text=_("Empty: whoever is known under this number.")
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False, widget=forms.TextInput(attrs=WIDE))
    sort = forms.ChoiceField(label=_("New customer is a"), choices=SORTS, initial=CustomerKind.PERSON, required=False)
    title = forms.CharField(label=_("What is the matter"), max_length=200, widget=forms.TextInput(attrs=WIDE))
    description = WordsField(label=_("Details"), max_length=20_000, required=False, rows=2)
    kind = NameChoiceField(
        label=_("Kind"), queryset=RequestKind.objects.filter(active=True).order_by("position"), empty_label=None
    )
    problem_type = NameChoiceField(
        label=_("Problem type"), queryset=IncidentType.objects.order_by("name"), required=False, empty_label="–"
    )
    serial = forms.CharField(label=_("Device serial number"), max_length=80, required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), choices=PRIORITIES, coerce=int, initial=Priority.NORMAL)
    channel = forms.ChoiceField(label=_("Came by"), choices=CHANNELS_OFFERED, initial=Channel.PHONE)
    required_at = FutureField(label=_("Required by"), required=False, help_text=_("Empty: the promise decides."))

    PICKED = ("customer", "contact", "site", "separate")  # separate: of their own, though the number is known
    CALLER = ("phone", "name", "address", "sort")
    WHAT = ("serial", "category", "problem_type", "priority", "kind", "required_at", "description")
    MORE = (*ENDS, "channel")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        seen = visible_customers(actor)
        self.fields["customer"] = _picked(seen.select_related("merged_into"))
        self.fields["contact"] = _picked(
            Contact.objects.filter(customer__in=seen).select_related("customer__merged_into")
        )

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name; of whoever is known to the one who asks it is known."""
        given = super().clean()
        told = given.get("customer") or given.get("name") or (given.get("serial") and not given.get("phone"))
        asked = not told and not self.errors.keys() & {"customer", "name", "phone"}
        if asked and given.get("separate"):
            self.add_error("name", _("Say who the new customer is."))
        elif asked and not contacts_in_sight(self.actor, given.get("phone", "")).exists():
            unknown = _("Nobody is known under this number; say who it is.")
            nobody = _("Find the customer above, or say who it is.")
            self.add_error("name", unknown if given.get("phone") else nobody)
        return given

    @property
    def picked(self) -> list[forms.BoundField]:
        """What is chosen beside the form."""
        return [self[name] for name in self.PICKED]

    @property
    def caller(self) -> list[forms.BoundField]:
        """The fields about somebody new."""
        return [self[name] for name in self.CALLER]

    @property
    def what(self) -> list[forms.BoundField]:
        """The fields about the wish, its title apart."""
        return [self[name] for name in self.WHAT]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that are seldom needed while somebody waits."""
        return [self[name] for name in self.MORE]

    @property
    def caller_open(self) -> bool:
        """Whether the fields about somebody new are shown from the beginning: they hold something, or are refused."""
        return any(self[name].errors or (name != "sort" and self[name].value()) for name in self.CALLER)

    @property
    def more_open(self) -> bool:
        """Whether those seldom needed are."""
        return any(self[name].errors or (name != "channel" and self[name].value()) for name in self.MORE)
