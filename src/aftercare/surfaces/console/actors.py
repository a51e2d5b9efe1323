"""Who acted and from where, in the reader's words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.kit.actor import ActorKind
from aftercare.ui.parts import Words

# The rules of the house, by the names the ledger keeps.
RULES: Mapping[str, Words] = {
    "agreement-watch": _("Watch over agreements"),
    "appointments": _("A confirmed appointment"),
    "auto-dispatch": _("Automatic assignment"),
    "billing": _("Quotations and charges"),
    "call-back": _("Call-back rule"),
    "carrier": _("The carrier's service"),
    "certificate-watch": _("Watch over certificates"),
    "command-line": _("The server's command line"),
    "coverage": _("Coverage rule"),
    "delivery": _("Delivery"),
    "demo": _("The demo company"),
    "entitlement": _("Counting of agreements"),
    "first-run": _("First run"),
    "follow-ups": _("Follow-ups"),
    "grade-watch": _("Watch over grades"),
    "grading": _("Grading rules"),
    "import": _("Import"),
    "late-report": _("A late report"),
    "leaving": _("Rule for people who leave"),
    "mail": _("Mail delivery"),
    "notifications": _("Notification rules"),
    "plan": _("Planning"),
    "portal": _("The customer portal"),
    "promise-clock": _("The house's clock"),
    "reassignment": _("Rule for refused and lapsed jobs"),
    "registration": _("Registration by the owner"),
    "quotation": _("Quotations and charges"),
    "recount": _("Recount of figures"),
    "reports": _("Reports"),
    "rights-watch": _("Watch over rights"),
    "search": _("Search index"),
    "sign-in": _("Sign-in"),
    "sign-off": _("Rule for checking records"),
    "timed-rule": _("The house's clock"),
    "warranty": _("Warranty rule"),
    "win-back": _("Win-back rule"),
}
# Who has no name of their own.
KINDS: Mapping[str, Words] = {
    "person": pgettext_lazy("actor", "A person"),
    "customer": pgettext_lazy("actor", "Customer"),
    "device": pgettext_lazy("actor", "Device"),
    "integration": pgettext_lazy("actor", "Another program"),
    "system": pgettext_lazy("actor", "Aftercare"),
}
# What a rule does comes from no place worth telling.
PLACES: Mapping[str, Words] = {
    "console": pgettext_lazy("place", "in the console"),
    "api": pgettext_lazy("place", "through the API"),
    "field": pgettext_lazy("place", "on the phone"),
    "portal": pgettext_lazy("place", "in the portal"),
    "link": pgettext_lazy("place", "by a mailed link"),
    "import": pgettext_lazy("place", "through a file"),
    "job": "",
}


def actor_words(name: str, kind: str) -> Words:
    """A rule of the house in words, anyone else by the name on record; by their sort without one."""
    known = RULES.get(name, name) if kind == ActorKind.SYSTEM else name
    return known or KINDS.get(kind, kind)


def place_words(via: str) -> Words:
    """Where it was done; a place added later shows as it is."""
    return PLACES.get(via, via)
