"""What is suggested beside the form of a new request, each with its reason; one click takes it over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from aftercare.domains.devices.models import Device
from aftercare.domains.requests.queries import Outlook, Wish, devices_like, problem_types_like, urgency_of
from aftercare.kit.clock import now
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.surfaces.console.requests.known_typed import Typed
from aftercare.ui.components.words import HOUR, exact_time
from aftercare.ui.parts import Words

LABELS: Mapping[int, Words] = {int(value): label for value, label in PRIORITIES}
A_WEEK = timedelta(days=6)
WHY: Mapping[str, Words] = {
    "danger": gettext_lazy("“%(about)s” may be dangerous"),
    "repeat": gettext_lazy("comes again: %(about)s was about the same device"),
    "agreement": gettext_lazy("the customer's agreement promises a level of its own"),
    "grade": gettext_lazy("the customer's grade is %(about)s"),
    "usual": gettext_lazy("usual for the kind %(about)s"),
}
PROMISED_BY: Mapping[str, Words] = {
    "agreement": gettext_lazy("by the agreement"),
    "grade": gettext_lazy("by the customer's grade"),
    "default": gettext_lazy("by the usual level"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for a field: what it would say, why, and whether it stands there already."""

    field: str
    value: str
    label: Words
    why: Words
    taken: bool


def suggestions_for(typed: Typed, wish: Wish, outlook: Outlook, devices: Iterable[Device]) -> list[Suggestion]:
    """The customer's device and problem types by the words of the title, the priority, and the promised date."""
    by_words = [*_devices(typed, wish, devices), *_problem_types(typed, wish)]
    return [*by_words, _priority(typed, wish, outlook), _date(typed, wish, outlook)]


def _devices(typed: Typed, wish: Wish, devices: Iterable[Device]) -> Iterator[Suggestion]:
    """None once a serial number stands in the form."""
    if typed.text("serial") or not wish.title.strip():
        return
    for one, word in devices_like(wish.title, devices):
        named = one.serial or one.number
        why = _("the title says “%(words)s”") % {"words": word}
        yield Suggestion("serial", named, f"{one.product.name} {named}", why, taken=False)


def _problem_types(typed: Typed, wish: Wish) -> Iterator[Suggestion]:
    now_is = typed.text("problem_type")
    for one, words in problem_types_like(wish.title, wish.device):
        why = _("the title says “%(words)s”") % {"words": words}
        yield Suggestion("problem_type", str(one.pk), _(one.name), why, str(one.pk) == now_is)


def _priority(typed: Typed, wish: Wish, outlook: Outlook) -> Suggestion:
    looks = urgency_of(typed.actor, wish, outlook.promise, at=now())
    about = _(looks.about) if looks.about else ""
    why = WHY[looks.why] % {"about": about} if "%(" in str(WHY[looks.why]) else WHY[looks.why]
    taken = typed.text("priority") == str(looks.priority)
    return Suggestion("priority", str(int(looks.priority)), LABELS[looks.priority], why, taken)


def _date(typed: Typed, wish: Wish, outlook: Outlook) -> Suggestion:
    """The instant of the promise, as the field writes it."""
    local = localtime(outlook.due_at)
    value = f"{local:%Y-%m-%dT%H:%M}"
    hours = outlook.promise.seconds().get("resolution", 72 * HOUR) / HOUR
    shape = ngettext(
        "%(priority)s: within %(n)g working hour, %(by)s",
        "%(priority)s: within %(n)g working hours, %(by)s",
        int(hours),
    )
    why = shape % {"priority": LABELS[wish.priority], "n": hours, "by": PROMISED_BY[outlook.promise.source]}
    return Suggestion("required_at", value, soon(local), why, typed.text("required_at") == value)


def soon(at: datetime) -> str:
    """A day of this week by its name, a later one by its date."""
    near = (at.date() - localtime().date()).days < A_WEEK.days
    return date_format(at, "l H:i") if near else exact_time(at)
