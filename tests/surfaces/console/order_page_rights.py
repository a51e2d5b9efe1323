"""Who may open the pages of orders and prices."""

from tests.surfaces.console.page_rights import CHIEFS, CLERKS, EVERYBODY, SELLING, Row

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
}
