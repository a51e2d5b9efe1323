"""What is asked about suggestions, lists and results."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.models import User
from aftercare.domains.contracts.models import ServiceLevel
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.orders.policies import visible_to as visible_orders
from aftercare.domains.outreach.actions.taking import MOST_WANTED
from aftercare.domains.outreach.models import Approach, Result
from aftercare.domains.outreach.queries import owners_offered
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.surfaces.console.devices.naming import ProductField, asked_by
from aftercare.surfaces.console.suggestions.words import OCCASIONS, RESULTS
from aftercare.ui.forms import DayInput, FutureField, NameChoiceField, WordsField, only_when
from aftercare.ui.versions import VersionedForm

SOME = 100  # orders and agreements of one customer to choose from
ANSWERS = (Result.REACHED, Result.NOT_REACHED, Result.INTERESTED, Result.NOT_INTERESTED, Result.NO_MORE)
GRADES = Grade.objects.order_by("rank", "code")


class SuggestionForm(VersionedForm):
    """What is suggested, to whom, and when."""

    title = forms.CharField(
        label=gettext_lazy("What is suggested"), max_length=120, widget=forms.TextInput(attrs={"class": "wide"})
    )
    words = WordsField(label=gettext_lazy("What to say"), required=False, max_length=5000)
    product = ProductField(label=gettext_lazy("Product offered"), required=False)
    level = NameChoiceField(
        label=gettext_lazy("Service level of the agreement offered"),
        queryset=ServiceLevel.objects.order_by("name", "id"),
        required=False,
        empty_label="–",
    )
    grades = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only for the grades"),
        queryset=GRADES,
        required=False,
        widget=forms.SelectMultiple(attrs={"data-combobox": True}),
    )
    tags = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only for the tags"),
        queryset=Tag.objects.order_by("name"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-combobox": True}),
        help_text=gettext_lazy("One of them is enough. Without grades and tags it is for all customers."),
    )
    occasion = forms.ChoiceField(label=gettext_lazy("Occasion"), choices=list(OCCASIONS.items()))
    span = forms.IntegerField(
        label=gettext_lazy("Days, or years of a device's age"), min_value=0, max_value=3650, required=False
    )
    valid_from = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    valid_until = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Empty: until further notice."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        asked_by(self, actor)

    def clean_span(self) -> int:
        """Empty is none."""
        return self.cleaned_data["span"] or 0


class TakeForm(forms.Form):
    """How many customers of the list, for whom to ask, and by when."""

    wanted = forms.IntegerField(
        label=gettext_lazy("How many customers"), min_value=1, max_value=MOST_WANTED, initial=50
    )
    grade = NameChoiceField(
        label=gettext_lazy("Only of the grade"), queryset=GRADES, required=False, empty_label=gettext_lazy("All grades")
    )
    owners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who asks them"),
        queryset=User.objects.none(),
        widget=forms.SelectMultiple(attrs={"data-combobox": True}),
        help_text=gettext_lazy("Customers are given to them in turn."),
    )
    due_at = FutureField(label=gettext_lazy("By when"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owners"].queryset = owners_offered(at=now())  # type: ignore[attr-defined]


class HandOverForm(VersionedForm):
    """Who asks the customer from now on."""

    owner = NameChoiceField(label=gettext_lazy("Colleague"), queryset=User.objects.none())
    others = forms.BooleanField(
        label=gettext_lazy("Also the others whom the present colleague still has to ask"), required=False
    )

    def __init__(self, *args: Any, present: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = owners_offered(at=now()).exclude(pk=present.pk)  # type: ignore[attr-defined]


class ResultForm(VersionedForm):
    """What the customer said, and what was bought."""

    result = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=[(code, RESULTS[code]) for code in ANSWERS]
    )
    note = WordsField(label=gettext_lazy("What was said"), required=False, max_length=5000)
    again_at = only_when("result=reached not_reached", FutureField(label=gettext_lazy("Ask again"), required=False))
    order = only_when(
        "result=interested",
        forms.ModelChoiceField(
            label=gettext_lazy("Order that came of it"), queryset=None, required=False, empty_label="–"
        ),
    )
    agreement = only_when(
        "result=interested",
        forms.ModelChoiceField(
            label=gettext_lazy("Agreement that came of it"), queryset=None, required=False, empty_label="–"
        ),
    )

    def __init__(self, *args: Any, actor: Actor, approach: Approach, **options: Any) -> None:
        super().__init__(*args, **options)
        theirs = of_customer(approach.customer.merged_into_id or approach.customer_id)
        chosen = {
            "order": visible_orders(actor).filter(theirs),
            "agreement": visible_agreements(actor).filter(theirs),
        }
        for name, rows in chosen.items():
            latest = rows.order_by("-id").values("pk")[:SOME]
            known = Q(pk__in=latest) | Q(pk=getattr(approach, f"{name}_id"))  # what is linked stays, whoever looks
            self.fields[name].queryset = rows.model._default_manager.filter(known)  # type: ignore[attr-defined]
