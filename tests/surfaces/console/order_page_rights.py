"""Who may open the pages of orders, prices, quotations and charges."""

from tests.surfaces.console.page_rights import ABOUT_ONE, CHIEFS, CLERKS, DESK, EVERYBODY, SELLING, Row

OF_ORDERS = {
    **dict.fromkeys(
        (
            *("console:price_lists", "console:price_list_new", "console:price_list"),
            *("console:price_list_change", "console:price_list_paste", "console:tax_rates", "console:tax_rate_new"),
            *("console:tax_rate_change", "console:approval_limits", "console:approval_limit_new"),
            "console:approval_limit_change",
        ),
        Row(CHIEFS),
    ),
    "console:orders": Row(SELLING),
    "console:order_new": Row(CLERKS),
    "console:order_customers": Row(CLERKS),
    "console:order_things": Row(CLERKS),
    "console:order": Row(SELLING, unseen=EVERYBODY - SELLING),
    "console:order_change": Row(CLERKS, unseen=EVERYBODY - SELLING),
    "console:order_ship": Row(CLERKS, unseen=EVERYBODY - SELLING),
    "console:order_link": Row(CLERKS, unseen=EVERYBODY - SELLING),
    "console:order_link_renew": Row(CLERKS, "post", unseen=EVERYBODY - SELLING),
    "console:order_paper": Row(SELLING, unseen=EVERYBODY - SELLING),
    "console:shipment_note": Row(SELLING, unseen=EVERYBODY - SELLING),
    "console:order_move": Row(CLERKS, parts={"verb": "cancel"}, unseen=EVERYBODY - SELLING),
    "console:shipment_track": Row(CLERKS, unseen=EVERYBODY - SELLING),
    "console:shipment_deliver": Row(CLERKS, unseen=EVERYBODY - SELLING),
    "console:shipment_serials": Row(CLERKS, unseen=EVERYBODY - SELLING),
}

BILLING = DESK | {"dispatcher", "engineer", "analyst"}
NO_BILL = {"unseen": EVERYBODY - BILLING}
OF_BILLS = {
    **dict.fromkeys(
        (
            *("console:service_rates", "console:service_rate_new", "console:billing_settings"),
            *("console:billing_rules", "console:billing_rule"),
        ),
        Row(CHIEFS),
    ),
    "console:service_rate_end": Row(CHIEFS, "post"),
    "console:quotations": Row(BILLING),
    "console:charges": Row(BILLING),
    "console:quotation": Row(BILLING, **NO_BILL),
    "console:quotation_change": Row(DESK, **NO_BILL),
    "console:quotation_move": Row(DESK, parts={"verb": "withdraw"}, **NO_BILL),
    "console:quotation_link": Row(DESK, **NO_BILL),
    "console:quotation_paper": Row(BILLING, **NO_BILL),
    "console:charge": Row(BILLING, **NO_BILL),
    "console:charge_change": Row(DESK, **NO_BILL),
    "console:charge_move": Row(DESK, parts={"verb": "cancel"}, **NO_BILL),
    "console:request_quote": Row(DESK, "post", **ABOUT_ONE),
    "console:request_waive": Row(CHIEFS, **ABOUT_ONE),
    **dict.fromkeys(
        ("portal:quotation", "portal:quotation_paper"),
        Row(frozenset(), parts={"token": "nothing"}, unseen=EVERYBODY, public=True),
    ),
    **dict.fromkeys(
        ("portal:accept_quotation", "portal:decline_quotation"),
        Row(frozenset(), "post", parts={"token": "nothing"}, unseen=EVERYBODY, public=True),
    ),
}
