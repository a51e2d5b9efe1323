"""What a record lacks to be complete."""

from django.utils.translation import gettext_lazy as _

from aftercare.domains.fieldwork.errors import RecordIncomplete
from aftercare.domains.fieldwork.models import RecordRule, ServiceRecord
from aftercare.kit.errors import Sentence


def check_complete(record: ServiceRecord, rule: RecordRule, *, photographed: bool) -> None:
    """Refuse a record that does not say all that its kind of request asks for, naming everything that is missing."""
    lacking = missing(record, rule, photographed=photographed)
    if lacking:
        raise RecordIncomplete(missing="; ".join(str(sentence) for sentence in lacking.values()), errors=lacking)


def missing(record: ServiceRecord, rule: RecordRule, *, photographed: bool) -> dict[str, Sentence]:
    """The fields that are missing, each with what to do about it."""
    lacking: dict[str, Sentence] = {}
    if not record.work_done.strip():
        lacking["work_done"] = _("say what was done")
    if record.labour_minutes is None:
        lacking["labour_minutes"] = _("say how many minutes the work took")
    if rule.require_cause and record.cause_id is None:
        lacking["cause"] = _("choose the cause")
    if rule.require_signature and not record.customer_signed and not record.signature_missing_reason.strip():
        lacking["signature"] = _("let the customer sign, or say why nobody signed")
    if rule.require_photo and not photographed:
        lacking["photos"] = _("add a photo")
    return lacking
