"""What is suggested, who agrees to it and who is asked, and one good call of each of their operations and actions."""

from datetime import date
from typing import Any

from tests.domains.good_call import Good, good
from tests.make import HOUSE, later
from tests.surfaces.api.cast import Cast, Sample


class Offered:
    """Customers of a cast who agree to offers, one of them asked already by the agent, and a list taken by nobody."""

    def __init__(self, cast: Cast) -> None:
        from aftercare.domains.accounts.queries import actor_for
        from aftercare.domains.customers import actions as customers
        from aftercare.domains.outreach import actions as outreach

        at = self.at = cast.at
        self.agent = cast.user_of("agent")
        self.title = outreach.add_suggestion(HOUSE, title="延保一年", valid_from=date(2026, 1, 1), at=at)
        for one in (cast.customer, cast.other):
            customers.note_consent(HOUSE, one.contacts.get(), channel="phone", at=at)
        agent = actor_for(self.agent, via="test", at=at)
        self.approach = outreach.approach_customer(agent, cast.other, suggestion=self.title, at=at)
        self.due_at = later(at, days=3)
        self.batch = outreach.take_list(HOUSE, self.title, owners=[self.agent], wanted=5, due_at=self.due_at, at=at)


def samples_of_offers(cast: Cast) -> dict[str, Sample]:
    """One good call of every operation."""
    offered = Offered(cast)
    contact, customer = f"/contacts/{cast.contact.id}", f"/customers/{cast.customer.id}"
    title, asked = f"/sales_suggestions/{offered.title.id}", f"/approaches/{offered.approach.id}"
    taken = {"owner_ids": [str(offered.agent.id)], "wanted": 5, "due_at": "2026-03-20T01:00:00Z"}
    return {
        "list_contact_consents": Sample(f"{contact}/consents"),
        "note_contact_consent": Sample(f"{contact}/consent", {"channel": "wechat", "how": "电话"}),
        "withdraw_contact_consent": Sample(f"{contact}/withdraw_consent", {"why": "客户要求"}),
        "list_sales_suggestions": Sample("/sales_suggestions"),
        "create_sales_suggestion": Sample("/sales_suggestions", {"title": "换新", "valid_from": "2026-03-10"}),
        "read_sales_suggestion": Sample(title),
        "change_a_sales_suggestion": Sample(title, {"words": "今年有优惠"}),
        "read_sales_suggestion_figures": Sample(f"{title}/figures"),
        "list_customers_to_win_back": Sample(f"{title}/customers"),
        "take_customers_in_hand": Sample(f"{title}/take", taken),
        "read_win_back_batch": Sample(f"/win_back_batches/{offered.batch.id}"),
        "list_customer_sales_suggestions": Sample(f"{customer}/sales_suggestions"),
        "create_customer_approach": Sample(f"{customer}/approaches", {"suggestion_id": str(offered.title.id)}),
        "list_approaches": Sample("/approaches"),
        "read_approach": Sample(asked),
        "hand_over_an_approach": Sample(f"{asked}/hand_over", {"owner_id": str(cast.user_of("callback").id)}),
        "record_approach_result": Sample(f"{asked}/result", {"result": "interested", "note": "要报价"}),
    }


def calls_of_offers(cast: Any) -> dict[str, Good]:
    """A good call of every action."""
    offered, contact = Offered(cast), cast.contact
    return {
        "customers.note_consent": good(contact, channel="wechat"),
        "customers.set_consents": good(contact, channels=["sms"]),
        "customers.withdraw_consent": good(contact),
        "customers.stop_offers": good(cast.customer),
        "accounts.close_tasks_about_each": good(about=[offered.approach.ref]),
        "accounts.open_each_task": good(kind="approach.due", asked=[]),
        "outreach.add_suggestion": good(title="换新", valid_from=date(2026, 1, 1)),
        "outreach.change_suggestion": good(offered.title, words="今年有优惠"),
        "outreach.take_list": good(offered.title, owners=[offered.agent], wanted=5, due_at=offered.due_at),
        "outreach.take_chunk": good(offered.batch),
        "outreach.stop_batch": good(offered.batch),
        "outreach.approach_customer": good(cast.customer, suggestion=offered.title, owner=offered.agent),
        "outreach.record_result": good(offered.approach, result="interested"),
        "outreach.hand_over_approach": good(offered.approach, owner=cast.user_of("callback")),
        "outreach.ask_who_takes_over": good(offered.agent),
        "outreach.keep_with_whoever_is_back": good(offered.agent),
        "outreach.drop_approaches": good(contact_id=contact.id, channel="phone"),
    }
