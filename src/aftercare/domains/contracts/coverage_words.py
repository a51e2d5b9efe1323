"""The sentences of a coverage decision, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from aftercare.domains.contracts.coverage import Coverage, Reason
from aftercare.kit.errors import Sentence

SENTENCES: Mapping[str, Sentence] = {
    "labour_covered": _("“%(name)s” pays %(percent)s %% of labour until %(until)s."),
    "parts_covered": _("“%(name)s” pays %(percent)s %% of parts until %(until)s."),
    "travel_covered": _("“%(name)s” pays %(percent)s %% of travel until %(until)s."),
    "labour_charged": _("Labour is charged."),
    "parts_charged": _("Parts are charged."),
    "travel_charged": _("Travel is charged."),
    "labour_ended": _("“%(name)s” paid labour until %(on)s."),
    "parts_ended": _("“%(name)s” paid parts until %(on)s."),
    "travel_ended": _("“%(name)s” paid travel until %(on)s."),
    "labour_excluded": _("“%(name)s” pays no labour."),
    "parts_excluded": _("“%(name)s” pays no parts."),
    "travel_excluded": _("“%(name)s” pays no travel."),
    "part_labour_covered": _("%(part)s: “%(name)s” pays %(percent)s %% of labour until %(until)s."),
    "part_parts_covered": _("%(part)s: “%(name)s” pays %(percent)s %% of parts until %(until)s."),
    "part_travel_covered": _("%(part)s: “%(name)s” pays %(percent)s %% of travel until %(until)s."),
    "no_device": _("No device is named, so no warranty can be read."),
    "no_warranty": _("The device carries no warranty, or no date is known from which one counts."),
    "warranty_void": _("The warranty “%(name)s” is void since %(on)s: %(reason)s"),
    "warranty_not_begun": _("The warranty “%(name)s” begins on %(on)s."),
    "warranty_ended": _("The warranty “%(name)s” ended on %(on)s."),
    "no_agreement": _("The customer has no agreement in force."),
    "agreement_in_force": _("Agreement %(number)s is in force until %(until)s."),
    "by_site": _("Agreement %(number)s covers everything at %(place)s."),
    "by_product": _("Agreement %(number)s covers every %(place)s of the customer."),
    "agreement_ended": _("Agreement %(number)s ended on %(on)s."),
    "agreement_suspended": _("Agreement %(number)s is suspended."),
    "agreement_not_begun": _("Agreement %(number)s begins on %(on)s."),
    "agreement_without_device": _("Agreement %(number)s does not cover this device."),
    "agreement_needs_device": _("Agreement %(number)s covers certain devices; name the device to use it."),
    "visits_left": _("Agreement %(number)s includes %(quantity)s visits; %(left)s left."),
    "hours_left": _("Agreement %(number)s includes %(quantity)s hours; %(left)s left."),
    "parts_value_left": _("Agreement %(number)s includes parts worth %(quantity)s; %(left)s left."),
    "visits_used_up": _("All %(quantity)s visits of agreement %(number)s are used."),
    "hours_used_up": _("All %(quantity)s hours of agreement %(number)s are used."),
    "parts_value_used_up": _("The parts value of %(quantity)s of agreement %(number)s is used."),
    "charged_per_call": _("Agreement %(number)s charges each call."),
    "charged_time_and_material": _("Agreement %(number)s charges time and material."),
    "overridden": _("Decided by hand: labour %(labour)s %%, parts %(parts)s %%, travel %(travel)s %%. %(reason)s"),
}
OTHERWISE = _("By the rules alone it would be:")
DAYS = ("until", "on")
ABOUT_THEM = frozenset({"no_agreement"})  # said of the customer, to others
DECIDED_BY_DEVICE = frozenset({"no_device", "labour_charged", "parts_charged", "travel_charged"})


def sentence(reason: Reason) -> str:
    """One reason in words, its days written as the reader's language writes them."""
    days = {
        name: formats.date_format(date.fromisoformat(reason.params[name])) for name in DAYS if name in reason.params
    }
    params: dict[str, Any] = {**reason.params, **days}
    return str(SENTENCES[reason.code]) % params


def sentences(coverage: Coverage) -> list[str]:
    """The whole decision in words, the outcome first; what a decision by hand stands above is told as such."""
    told = [sentence(reason) for reason in coverage.reasons]
    return [told[0], str(OTHERWISE), *told[1:]] if coverage.by == "override" and told else told


def sentences_without_device(coverage: Coverage) -> list[str]:
    """What is certain before the device is known: the customer's agreements; who pays what is not."""
    return [sentence(reason) for reason in coverage.reasons if reason.code not in DECIDED_BY_DEVICE]


def sentences_for_owner(coverage: Coverage) -> list[str]:
    """What the customer is told of their own device."""
    return [sentence(reason) for reason in coverage.reasons if reason.code not in ABOUT_THEM]
