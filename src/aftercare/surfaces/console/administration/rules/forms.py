"""What is asked about a kind of request: what its records must hold, and how its customers are called back."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from aftercare.domains.feedback.script import asked
from aftercare.surfaces.console.administration.dictionaries.forms import number
from aftercare.ui.versions import VersionedForm

LONGEST_SCRIPT = 2000


class RecordRuleForm(VersionedForm):
    """What an engineer can't leave out."""

    require_cause = forms.BooleanField(
        label=gettext_lazy("The cause"),
        required=False,
        help_text=gettext_lazy("Chosen from the fault codes; evaluations of faults by model and part need it."),
    )
    require_signature = forms.BooleanField(
        label=gettext_lazy("The customer's signature"),
        required=False,
        help_text=gettext_lazy("Drawn on the screen, or a word why nobody signed."),
    )
    require_photo = forms.BooleanField(
        label=gettext_lazy("A photo"),
        required=False,
        help_text=gettext_lazy("At least one, taken at the job or picked from the phone."),
    )


class BillingRuleForm(VersionedForm):
    """Whether work waits for the customer's yes."""

    accepted_before_start = forms.BooleanField(
        label=gettext_lazy("Work waits until a quotation is accepted"),
        required=False,
        help_text=gettext_lazy("Only where something is to be paid; what is covered whole starts at once."),
    )


class CallBackRuleForm(VersionedForm):
    """When, how often, and with which words."""

    due_workdays = number(
        gettext_lazy("Workdays until the call"),
        gettext_lazy(
            "Counted behind the day it was handled, in the calendar of the request. What is not called by the end of "
            "that day comes to the service manager's work list."
        ),
        low=1,
        high=30,
    )
    most_tries = number(
        gettext_lazy("Tries that may reach nobody"),
        gettext_lazy("One try a workday. After the last the service manager decides instead of the customer."),
        low=1,
        high=10,
    )
    script = forms.CharField(
        label=gettext_lazy("What to ask"),
        required=False,
        max_length=LONGEST_SCRIPT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = asked("")
        shown = render_to_string("console/administration/rules/usual.html", {"usual": usual, "text": "\n".join(usual)})
        self.fields["script"].help_text = shown
