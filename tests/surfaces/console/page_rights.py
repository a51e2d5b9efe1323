"""Who may open which page: a row for every address of the URL table."""

from dataclasses import dataclass, field

from aftercare.domains.accounts.roles import ROLES

EVERYBODY = frozenset({*ROLES, "stranger"})
BLIND = frozenset({"order_clerk", "order_reviewer", "stranger"})  # hold no right to see requests
SEEING = EVERYBODY - BLIND
ADMIN = frozenset({"administrator"})
CHIEFS = ADMIN | {"manager"}
TAKING_IN = CHIEFS | {"keeper"}
DESK = ADMIN | {"agent", "manager"}
PLANNING = ADMIN | {"dispatcher", "manager", "analyst"}
WRITING = ADMIN | {"agent", "dispatcher", "engineer", "callback", "complaints", "manager"}
CALLING = ADMIN | {"callback", "manager"}
ASSIGNING = ADMIN | {"dispatcher", "manager"}
SELLING = ADMIN | {"agent", "manager", "analyst", "order_clerk", "order_reviewer"}
CLERKS = ADMIN | {"manager", "order_clerk"}
OWNING = ADMIN  # of a view that somebody else shares with everybody
INSTALLED = CHIEFS | {
    *("agent", "analyst", "callback", "complaints", "dispatcher", "engineer", "order_clerk", "order_reviewer"),
}
AGREEING = CHIEFS | {"agent", "analyst", "complaints", "dispatcher"}
NOT_PARTS = {"unseen": frozenset({"keeper"})}  # who takes products in, not customers
NOT_THEIRS = {"unseen": frozenset({"engineer"})}  # who sees the devices of their own jobs alone
OF_CUSTOMERS = EVERYBODY - {"keeper", "parts_approver", "editor", "stranger"}
KEEPING = ADMIN | {"agent", "order_clerk", "manager"}
SPEAKING = ADMIN | {"agent", "dispatcher", "engineer", "callback", "complaints", "manager"}
TALKING = SPEAKING | {"order_clerk"}  # noted with the customer; phones are not read by it
WORKING = ADMIN | {"agent", "engineer", "manager"}


@dataclass(frozen=True)
class Row:
    """Who is let in; everybody else gets the sentence (403), or 404 where the thing is out of sight."""

    allowed: frozenset[str]
    method: str = "get"
    unseen: frozenset[str] = frozenset()  # for whom the thing does not exist
    given: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    refused: frozenset[int] = frozenset({403})
    public: bool = False  # open to nobody in particular


ABOUT_ONE = {"unseen": BLIND}
NO_CUSTOMER = {"unseen": EVERYBODY - OF_CUSTOMERS}
NOT_BY_WORK = {"unseen": EVERYBODY - OF_CUSTOMERS | {"engineer"}}  # of a customer whom no request names
RECEIPT = {"event": "received", "language": "en"}
WORDS = {"text": "Called, comes on Friday."}
TABLE: dict[str, Row] = {
    "console:home": Row(EVERYBODY),
    "console:favicon": Row(EVERYBODY, public=True),
    "console:requests": Row(SEEING),
    "console:request_filters": Row(SEEING),
    "console:request_view_new": Row(SEEING),
    "console:request_view": Row(OWNING, unseen=BLIND),
    "console:request_view_delete": Row(OWNING, "post", unseen=BLIND),
    "console:request_bulk": Row(ASSIGNING, "post", given={"verb": "assign"}),
    "console:request_export": Row(SEEING, parts={"format": "csv"}),
    "console:request_new": Row(DESK),
    "console:request_known": Row(DESK),
    "console:request_find": Row(DESK),
    "console:reports": Row(CHIEFS | {"analyst"}),
    "console:report_export": Row(CHIEFS | {"analyst"}),
    "console:sales": Row(CHIEFS | {"analyst"}),
    "console:sales_export": Row(CHIEFS | {"analyst"}),
    "console:palette": Row(EVERYBODY),
    "console:customers": Row(OF_CUSTOMERS),
    "console:customer_filters": Row(OF_CUSTOMERS),
    "console:customer_new": Row(KEEPING),
    "console:customer": Row(OF_CUSTOMERS, **NO_CUSTOMER),
    "console:customer_likely": Row(OF_CUSTOMERS, **NO_CUSTOMER),
    "console:customer_change": Row(KEEPING, **NO_CUSTOMER),
    "console:customer_say": Row(TALKING, **NO_CUSTOMER),
    "console:contact_new": Row(KEEPING, **NO_CUSTOMER),
    "console:contact": Row(KEEPING, **NO_CUSTOMER),
    "console:contact_phone": Row(SPEAKING, "post", **NO_CUSTOMER),
    "console:site_new": Row(KEEPING, **NO_CUSTOMER),
    "console:site": Row(KEEPING, **NO_CUSTOMER),
    "console:customer_grade": Row(KEEPING, **NO_CUSTOMER),
    "console:customer_grade_why": Row(OF_CUSTOMERS, **NO_CUSTOMER),
    "console:customer_merge": Row(KEEPING, **NOT_BY_WORK),
    "console:customer_split": Row(KEEPING, "post", **NOT_BY_WORK),
    "console:customer_grade_end": Row(KEEPING, "post", **NOT_BY_WORK),
    "console:palette_find": Row(EVERYBODY),
    "console:request_new_for": Row(DESK),
    "console:request": Row(SEEING, **ABOUT_ONE),
    "console:request_colleagues": Row(WRITING),
    "console:request_say": Row(WRITING, "post", given=WORDS | {"mode": "note"}, **ABOUT_ONE),
    "console:request_here": Row(SEEING, "post", **ABOUT_ONE),
    "console:request_around": Row(SEEING, **ABOUT_ONE),
    "console:request_watch": Row(SEEING, "post", given={"watch": "1"}, **ABOUT_ONE),
    "console:request_contact_mail": Row(DESK, "post", given={"mail": "0"}, **ABOUT_ONE),
    "console:request_tie": Row(DESK, **ABOUT_ONE),
    "console:request_split": Row(DESK, **ABOUT_ONE),
    "console:request_untie": Row(DESK, "post", **ABOUT_ONE),
    "console:request_file": Row(SEEING, **ABOUT_ONE),
    "console:request_phone": Row(WRITING, "post", **ABOUT_ONE),
    "console:request_change": Row(DESK, **ABOUT_ONE),
    "console:request_customer": Row(DESK, **ABOUT_ONE),
    "console:request_coverage": Row(CHIEFS, **ABOUT_ONE),
    "console:request_coverage_restore": Row(CHIEFS, **ABOUT_ONE),
    "console:request_registration": Row(CHIEFS, **ABOUT_ONE),
    "console:request_link": Row(WRITING, **ABOUT_ONE),
    "console:request_link_renew": Row(DESK, "post", **ABOUT_ONE),
    "console:request_candidates": Row(PLANNING, **ABOUT_ONE),
    "console:request_why_date": Row(SEEING, **ABOUT_ONE),
    "console:request_why": Row(SEEING, parts={"kind": "resolution"}, **ABOUT_ONE),
    "console:request_picture": Row(SEEING, **ABOUT_ONE),
    "console:request_move": Row(ADMIN | {"dispatcher", "manager"}, parts={"verb": "assign"}, **ABOUT_ONE),
    "console:devices": Row(INSTALLED),
    "console:device": Row(INSTALLED, **NOT_THEIRS),
    "console:device_labels": Row(INSTALLED),
    "console:device_label": Row(INSTALLED, **NOT_THEIRS),
    "console:device_new": Row(DESK),
    "console:owner_names": Row(INSTALLED),
    "console:part_names": Row(EVERYBODY - {"stranger"}),
    "console:product_names": Row(EVERYBODY - {"stranger"}),
    "console:device_names": Row(INSTALLED),
    **dict.fromkeys(
        (
            *("console:device_change", "console:device_move", "console:device_transfer", "console:component_new"),
            *("console:warranty_void", "console:warranty_restore", "console:warranty_extend"),
            "console:component_out",
        ),
        Row(CHIEFS, **NOT_THEIRS),
    ),
    **dict.fromkeys(("console:agreements", "console:agreement"), Row(AGREEING)),
    **dict.fromkeys(
        (
            *("console:agreement_new", "console:agreement_change", "console:agreement_cover"),
            *("console:agreement_renew", "console:agreement_suspend", "console:agreement_resume"),
            *("console:agreement_end", "console:agreement_document_new", "console:agreement_include"),
        ),
        Row(CHIEFS),
    ),
    "console:agreement_document": Row(AGREEING),
    **dict.fromkeys(
        (
            *("console:agreement_uncover", "console:agreement_document_remove"),
            *("console:agreement_leave_site", "console:agreement_leave_product"),
        ),
        Row(CHIEFS, "post"),
    ),
    "console:callbacks": Row(ADMIN | {"callback", "manager"}),
    "console:callback_next": Row(CALLING),
    "console:callback": Row(CALLING, **ABOUT_ONE),
    "console:callback_dial": Row(CALLING, "post", **ABOUT_ONE),
    "console:callback_phone": Row(ADMIN | {"callback", "manager"}, "post", **ABOUT_ONE),
    "console:desk": Row(ADMIN | {"manager"}),
    "console:desk_load": Row(ASSIGNING),
    "console:desk_ways": Row(ADMIN | {"manager"}, **ABOUT_ONE),
    "console:locked": Row(ADMIN | {"manager"}),
    "console:worklist": Row(EVERYBODY),
    "console:tasks_done": Row(EVERYBODY, "post"),
    "console:calendars": Row(ADMIN | {"agent", "analyst", "complaints", "dispatcher", "engineer", "manager"}),
    "console:calendar": Row(ADMIN | {"agent", "analyst", "complaints", "dispatcher", "engineer", "manager"}),
    "console:calendar_new": Row(ADMIN | {"manager"}),
    "console:calendar_change": Row(ADMIN | {"manager"}),
    "console:calendar_holidays": Row(ADMIN | {"manager"}),
    "console:calendar_days": Row(ADMIN | {"manager"}),
    "console:calendar_day": Row(ADMIN | {"manager"}, parts={"on": "2026-05-01"}),
    "console:dictionaries": Row(ADMIN | {"keeper", "manager", "agent", "order_clerk"}),
    "console:dictionary": Row(ADMIN | {"manager"}, parts={"slug": "request-kinds"}),
    "console:word_new": Row(ADMIN | {"keeper"}, parts={"slug": "problem-types"}),
    "console:word_change": Row(ADMIN | {"manager"}, parts={"slug": "pause-reasons", "key": "parts"}),
    **dict.fromkeys(("console:record_rules", "console:call_back_rules"), Row(ADMIN | {"manager"})),
    **dict.fromkeys(("console:record_rule", "console:call_back_rule"), Row(ADMIN | {"manager"})),
    "console:levels": Row(ADMIN | {"manager"}),
    "console:level": Row(ADMIN | {"manager"}),
    "console:level_new": Row(ADMIN | {"manager"}),
    "console:level_change": Row(ADMIN | {"manager"}),
    "console:level_grades": Row(ADMIN | {"manager"}),
    "console:level_targets": Row(ADMIN | {"manager"}),
    **dict.fromkeys(("console:statutory_rules", "console:statutory_rule_new", "console:statutory_rule"), Row(CHIEFS)),
    **dict.fromkeys(
        ("console:warranty_terms", "console:warranty_term_new", "console:warranty_term_withdraw"), Row(CHIEFS)
    ),
    **dict.fromkeys(("console:imports", "console:import_new"), Row(TAKING_IN)),
    "console:import_template": Row(TAKING_IN, parts={"noun": "customers", "format": "csv"}),
    "console:import": Row(CHIEFS, **NOT_PARTS),
    "console:import_columns": Row(CHIEFS, "post", given={"column_1": "external_id", "column_2": "name"}, **NOT_PARTS),
    "console:import_refused": Row(CHIEFS, parts={"format": "csv"}, **NOT_PARTS),
    "console:import_move": Row(CHIEFS, "post", parts={"verb": "drop"}, **NOT_PARTS),
    "console:export": Row(OF_CUSTOMERS, parts={"noun": "customers", "format": "csv"}),
    "console:weights": Row(CHIEFS),
    "console:grading": Row(CHIEFS),
    "console:weight_set": Row(PLANNING),
    "console:audit": Row(ADMIN | {"manager", "analyst"}),
    "console:audit_export": Row(ADMIN | {"manager", "analyst"}),
    "console:audit_integrity": Row(ADMIN | {"manager", "analyst"}, "post"),
    "console:bell": Row(EVERYBODY),
    "console:task_done": Row(frozenset({"manager"}), "post", unseen=EVERYBODY - {"manager"}),
    "console:notifications": Row(EVERYBODY),
    "console:notifications_latest": Row(EVERYBODY),
    "console:notifications_read": Row(EVERYBODY, "post"),
    "console:notification_settings": Row(EVERYBODY),
    "console:notification": Row(frozenset({"engineer"}), unseen=EVERYBODY - {"engineer"}),
    "console:notification_read": Row(frozenset({"engineer"}), "post", unseen=EVERYBODY - {"engineer"}),
    "console:messages": Row(CHIEFS),
    "console:message": Row(CHIEFS),
    "console:message_again": Row(CHIEFS, "post"),
    "console:messages_held": Row(CHIEFS, "post"),
    "console:templates": Row(CHIEFS),
    "console:template": Row(CHIEFS, parts=RECEIPT),
    "console:template_take_back": Row(CHIEFS, "post", parts=RECEIPT),
    "console:replies": Row(CHIEFS),
    "console:reply_new": Row(CHIEFS),
    "console:reply": Row(CHIEFS),
    "console:reply_remove": Row(CHIEFS, "post"),
    "console:help": Row(EVERYBODY),
    "console:help_area": Row(EVERYBODY, parts={"area": "dispatch"}),
    # Here the company is none to try things in, so nobody is let in; test_demo_sign_in.py has one that is.
    "console:enter_demo": Row(frozenset(), "post", parts={"role": "agent"}, refused=frozenset({404}), public=True),
    "console:sign_in": Row(EVERYBODY, public=True),
    "console:session": Row(EVERYBODY, public=True),
    "console:sign_out": Row(EVERYBODY, public=True),
    "console:forgot_password": Row(EVERYBODY, public=True),
    "console:new_password": Row(frozenset(), refused=frozenset({410}), parts={"key": "x-y"}, public=True),
    "console:first_password": Row(frozenset(), refused=frozenset({410}), parts={"key": "x-y"}, public=True),
    "console:profile": Row(EVERYBODY),
    "console:my_rights": Row(EVERYBODY),
    "console:permission_ask": Row(EVERYBODY),
    "console:permission_withdraw": Row(frozenset(), "post", unseen=EVERYBODY),  # somebody else's
    "console:my_tokens": Row(EVERYBODY),
    "console:token_new": Row(EVERYBODY),
    "console:token_revoke": Row(frozenset(), "post", unseen=EVERYBODY),  # somebody else's
    "console:administration": Row(ADMIN | {"analyst", "keeper", "manager"}),
    "console:users": Row(ADMIN | {"manager"}),
    "console:people_names": Row(EVERYBODY),
    "console:user_new": Row(ADMIN),
    "console:user": Row(ADMIN | {"manager"}),
    "console:user_change": Row(ADMIN),
    "console:user_deactivate": Row(ADMIN),
    "console:user_factor_reset": Row(frozenset(), "post", refused=frozenset({403, 409})),  # who is asked for has none
    "console:user_reactivate": Row(frozenset(), "post", refused=frozenset({403, 409})),  # who is asked for is active
    "console:user_invite": Row(ADMIN, "post"),
    "console:user_link": Row(ADMIN, "post"),
    "console:grant_give": Row(ADMIN),
    "console:grant_take": Row(ADMIN),
    "console:user_token_revoke": Row(ADMIN, "post"),
    "console:roles": Row(ADMIN | {"manager"}),
    "console:role_new": Row(ADMIN),
    "console:role": Row(ADMIN | {"manager"}),
    "console:role_copy": Row(ADMIN),
    "console:role_change": Row(ADMIN),
    "console:role_second_factor": Row(ADMIN),
    "console:role_remove": Row(ADMIN),
    "console:permission_requests": Row(ADMIN),
    "console:permission_request": Row(ADMIN),
    "console:organisation": Row(ADMIN),
    "console:unit_names": Row(EVERYBODY - {"stranger"}),
    "console:unit_new": Row(ADMIN),
    "console:unit_change": Row(ADMIN),
    "console:unit_move": Row(ADMIN),
    "console:unit_use": Row(ADMIN),
    "console:teams": Row(ADMIN),
    "console:team_new": Row(ADMIN),
    "console:team": Row(ADMIN),
    "console:team_change": Row(ADMIN),
    "console:team_members": Row(ADMIN, "post", given={"leaves": "nobody"}),
    "console:company": Row(ADMIN),
    "console:change_password": Row(EVERYBODY),
    # Of these people the administrator alone has a password, to be shown again.
    "console:again": Row(ADMIN),
    "console:again_by_code": Row(ADMIN),
    "console:again_by_passkey": Row(ADMIN),
    "console:security": Row(EVERYBODY),
    "console:sign_out_elsewhere": Row(EVERYBODY, "post"),
    "console:second_step": Row(frozenset(), refused=frozenset({302}), public=True),  # behind the password
    "console:set_up_app": Row(EVERYBODY),
    "console:switch_app_off": Row(frozenset(), unseen=EVERYBODY),
    "console:add_passkey": Row(EVERYBODY),
    "console:remove_passkey": Row(ADMIN, unseen=EVERYBODY - ADMIN, parts={"pk": "1"}),
    "console:passkey_sign_in": Row(frozenset(), refused=frozenset({302}), public=True),
    "console:show_codes": Row(frozenset(), unseen=EVERYBODY),
    "console:make_codes": Row(EVERYBODY),
    "console:first_run": Row(frozenset(), unseen=EVERYBODY, public=True),
    "console:": Row(frozenset(), unseen=EVERYBODY, public=True),
    "field:day": Row(WORKING),
    "field:parts": Row(WORKING),
    "field:record": Row(SEEING, **ABOUT_ONE),
    "field:fail": Row(SEEING, **ABOUT_ONE),
    "field:rewrite": Row(ADMIN | {"engineer", "manager"}, **ABOUT_ONE),
    "field:job": Row(SEEING, **ABOUT_ONE),
    "field:phone": Row(WRITING, "post", **ABOUT_ONE),
    "field:report": Row(  # the form comes back with the sentence
        ADMIN | {"engineer", "manager"}, "post", parts={"step": "start"}, refused=frozenset({422}), **ABOUT_ONE
    ),
}
VIEWS = {"console:request_view", "console:request_view_delete"}
