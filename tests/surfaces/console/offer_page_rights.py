"""Who may open the pages of consent, suggestions and win-back lists, and what their addresses are made of."""

from tests import make
from tests.surfaces.console.page_rights import CHIEFS, EVERYBODY, NO_CUSTOMER, TALKING, Row

OFFERING = CHIEFS | {"agent", "analyst", "callback", "order_clerk"}
ASKING = CHIEFS | {"agent", "callback", "order_clerk"}
NO_OFFERS = {"unseen": EVERYBODY - OFFERING}
OF_OFFERS = {
    "console:contact_consent": Row(TALKING, **NO_CUSTOMER),
    "console:customer_suggestions": Row(OFFERING, **NO_CUSTOMER),
    "console:customer_approach": Row(ASKING, "post", **NO_OFFERS),
    "console:suggestions": Row(OFFERING),
    "console:suggestion_new": Row(CHIEFS),
    "console:suggestion": Row(OFFERING, **NO_OFFERS),
    "console:suggestion_change": Row(CHIEFS, **NO_OFFERS),
    "console:suggestion_take": Row(CHIEFS, **NO_OFFERS),
    "console:approaches": Row(OFFERING),
    "console:approach": Row(OFFERING, **NO_OFFERS),
    "console:approach_hand_over": Row(CHIEFS, **NO_OFFERS),
}


def offered_to(customer, at) -> dict[str, object]:
    """A suggestion that the customer agrees to hear of, and somebody who is asked about it by an administrator."""
    from datetime import date

    from aftercare.domains.accounts.models import User
    from aftercare.domains.customers.actions import note_consent
    from aftercare.domains.outreach.actions import add_suggestion, approach_customer

    asked = make.customer(at, name="周敏", phone="13600136000")
    for one in (customer, asked):
        note_consent(make.HOUSE, one.contacts.get(), channel="phone", at=at)
    title = add_suggestion(make.HOUSE, title="延保一年", words="一年只要 299。", valid_from=date(2026, 1, 1), at=at)
    owner = User.objects.get(email="admin@example.com")
    approach = approach_customer(make.HOUSE, asked, suggestion=title, owner=owner, at=at)
    return {"suggestion_id": title.id, "approach_id": approach.id}
