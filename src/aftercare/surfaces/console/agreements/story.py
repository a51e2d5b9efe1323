"""What happened to an agreement, in words, with the things it names."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries.told import ToldFact, latest_told
from aftercare.domains.contracts.models import Agreement, AgreementStatus
from aftercare.domains.contracts.queries.agreements import names_told
from aftercare.surfaces.console.actors import RULES
from aftercare.surfaces.console.agreements.words import KINDS, plain
from aftercare.ui.parts import Entry, Words

FACTS: Mapping[str, tuple[Words, str, str]] = {
    "agreement.started": (_("concluded %(number)s"), "file-text", "info"),
    "agreement.changed": (_("changed: %(fields)s"), "pencil", "neutral"),
    "agreement.device_covered": (_("let it cover the device %(thing)s"), "device-desktop", "neutral"),
    "agreement.device_uncovered": (_("took the device %(thing)s out of it"), "x", "neutral"),
    "agreement.site_covered": (_("let it cover everything at %(thing)s"), "map-pin", "neutral"),
    "agreement.site_uncovered": (_("took %(thing)s out of it"), "x", "neutral"),
    "agreement.product_covered": (_("let it cover every %(thing)s of the customer"), "device-desktop", "neutral"),
    "agreement.product_uncovered": (_("took the model %(thing)s out of it"), "x", "neutral"),
    "agreement.document_attached": (_("added a document"), "paperclip", "neutral"),
    "agreement.document_removed": (_("removed a document"), "paperclip", "neutral"),
    "agreement.entitlement_set": (_("includes %(quantity)s instead of %(before)s: %(kind)s"), "checklist", "info"),
    "agreement.renewed": (_("renewed it by %(thing)s"), "repeat", "good"),
}
TURNED: Mapping[str, tuple[Words, str, str]] = {
    AgreementStatus.ACTIVE: (_("resumed it"), "player-play", "good"),
    AgreementStatus.SUSPENDED: (_("suspended it"), "player-pause", "warn"),
    AgreementStatus.ENDED: (_("ended it for good"), "ban", "bad"),
}
FIELDS: Mapping[str, Words] = {
    "name": _("name"),
    "level": _("service level"),
    "ends_on": _("last day"),
    "charging": _("how it is paid"),
    "precedence": _("rank among several"),
    "covers_all_devices": _("whether it covers everything"),
    "labour_percent": _("share of labour"),
    "parts_percent": _("share of parts"),
    "travel_percent": _("share of travel"),
    "terms": _("terms"),
}
COUNTED = ("agreement.entitlement_used",)  # told beside what is included


def story(agreement: Agreement) -> list[Entry]:
    """The latest first."""
    told = latest_told(agreement.ref, apart=COUNTED)
    named = names_told([one.fact for one in told])
    return [_entry(one, named) for one in told]


def _entry(one: ToldFact, named: Mapping[str, str]) -> Entry:
    data = one.fact.data
    words, icon, tone = (
        TURNED[data["status"]]
        if one.fact.kind == "agreement.turned"
        else FACTS.get(one.fact.kind, (one.fact.kind, "point", "neutral"))
    )
    told: dict[str, Any] = defaultdict(str, data)
    told["thing"] = next((named[str(id)] for id in data.values() if str(id) in named), "")
    told["fields"] = ", ".join(str(FIELDS.get(name, name)) for name in data.get("fields", ()))
    if one.fact.kind == "agreement.entitlement_set":
        told |= {name: plain(Decimal(data[name])) for name in ("before", "quantity")} | {"kind": KINDS[data["kind"]]}
    text = str(words) % told if "%(" in str(words) else str(words)
    return Entry(one.fact.at, text, str(RULES.get(one.who, one.who)), icon, tone, one.text)
