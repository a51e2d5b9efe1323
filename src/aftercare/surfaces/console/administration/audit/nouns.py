"""What facts are about, in the reader's words."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from aftercare.ui.parts import Words

NOUNS: Mapping[str, Words] = {
    "agreement": pgettext_lazy("subject", "Contract"),
    "approach": pgettext_lazy("subject", "Customer who is asked"),
    "approval_limit": pgettext_lazy("subject", "Approval limit"),
    "attempt_outcome": pgettext_lazy("subject", "Outcome of a failed attempt"),
    "billing_rule": pgettext_lazy("subject", "Rule before work starts"),
    "billing_settings": pgettext_lazy("subject", "What holds for quotations"),
    "calendar": pgettext_lazy("subject", "Calendar"),
    "call_back": pgettext_lazy("subject", "Call-back"),
    "call_back_rule": pgettext_lazy("subject", "Call-back rule"),
    "category": pgettext_lazy("subject", "Category"),
    "charge": pgettext_lazy("subject", "Charge"),
    "clock": pgettext_lazy("subject", "Promise"),
    "communication": pgettext_lazy("subject", "Conversation"),
    "company": pgettext_lazy("subject", "Company"),
    "contact": pgettext_lazy("subject", "Contact person"),
    "customer": pgettext_lazy("subject", "Customer"),
    "device": pgettext_lazy("subject", "Device"),
    "device_warranty": pgettext_lazy("subject", "Warranty of a device"),
    "engineer": pgettext_lazy("subject", "Engineer"),
    "fault_code": pgettext_lazy("subject", "Fault code"),
    "grade": pgettext_lazy("subject", "Customer grade"),
    "grading_rules": pgettext_lazy("subject", "Grading rules"),
    "incident_type": pgettext_lazy("subject", "Problem type"),
    "list": pgettext_lazy("subject", "List sent out as a file"),
    "message": pgettext_lazy("subject", "Message"),
    "notification": pgettext_lazy("subject", "Notification"),
    "order": pgettext_lazy("subject", "Order"),
    "organisation_unit": pgettext_lazy("subject", "Organisation unit"),
    "part": pgettext_lazy("subject", "Spare part"),
    "pause_reason": pgettext_lazy("subject", "Reason to wait"),
    "permission_request": pgettext_lazy("subject", "Request for permission"),
    "price_list": pgettext_lazy("subject", "Price list"),
    "product": pgettext_lazy("subject", "Product"),
    "quotation": pgettext_lazy("subject", "Quotation"),
    "quotation_waiver": pgettext_lazy("subject", "Start without a quotation"),
    "record_rule": pgettext_lazy("subject", "Record rule"),
    "registration": pgettext_lazy("subject", "Registration by the owner"),
    "reply_template": pgettext_lazy("subject", "Ready answer"),
    "request": pgettext_lazy("subject", "Service request"),
    "request_kind": pgettext_lazy("subject", "Kind of request"),
    "role": pgettext_lazy("subject", "Role"),
    "sales_suggestion": pgettext_lazy("subject", "Suggestion"),
    "saved_view": pgettext_lazy("subject", "Saved view"),
    "service_level": pgettext_lazy("subject", "Service level"),
    "service_rate": pgettext_lazy("subject", "Rate of labour or travel"),
    "service_record": pgettext_lazy("subject", "Service record"),
    "sheet_import": pgettext_lazy("subject", "Import of a file"),
    "shipment": pgettext_lazy("subject", "Shipment"),
    "site": pgettext_lazy("subject", "Site"),
    "skill": pgettext_lazy("subject", "Skill"),
    "tag": pgettext_lazy("subject", "Customer tag"),
    "task": pgettext_lazy("subject", "Task"),
    "tax_rate": pgettext_lazy("subject", "Tax rate"),
    "team": pgettext_lazy("subject", "Team"),
    "template": pgettext_lazy("subject", "Message template"),
    "user": pgettext_lazy("subject", "User"),
    "visit": pgettext_lazy("subject", "Visit"),
    "statutory_rule": pgettext_lazy("subject", "Statutory rule"),
    "warranty_term": pgettext_lazy("subject", "Warranty term"),
    "weight_set": pgettext_lazy("subject", "Dispatch weights"),
    "win_back_batch": pgettext_lazy("subject", "Win-back list"),
}


def noun_words(noun: str) -> Words:
    """The noun in words; one without any shows as it is."""
    return NOUNS.get(noun, noun)
