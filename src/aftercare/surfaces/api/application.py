"""The API put together: all nouns in the order of the story."""

from typing import Any

from ninja import NinjaAPI

from aftercare.surfaces.api import (  # noqa: F401  operations of agreements, products, customers, devices and reports
    agreement_documents,
    agreement_periods,
    agreement_reach,
    components,
    consents,
    customer_file,
    dictionaries,
    exports,
    grades,
    problems,
    registrations,
    sales,
    warranties,
    win_back,
)
from aftercare.surfaces.api.abilities import engineers
from aftercare.surfaces.api.agreements import agreements
from aftercare.surfaces.api.answers import BodyParser, Renderer
from aftercare.surfaces.api.approaches import approaches
from aftercare.surfaces.api.audit import audit
from aftercare.surfaces.api.billing import billing_rules, billing_settings, charges, quotations, service_rates
from aftercare.surfaces.api.calendars import calendars
from aftercare.surfaces.api.company import company
from aftercare.surfaces.api.customers import customers
from aftercare.surfaces.api.devices import devices
from aftercare.surfaces.api.dispatch_weights import dispatch_weights
from aftercare.surfaces.api.imports import imports
from aftercare.surfaces.api.kinds import kinds
from aftercare.surfaces.api.messages import messages, templates
from aftercare.surfaces.api.notifications import notification_choices, notifications
from aftercare.surfaces.api.orders import approval_limits, orders, price_lists, shipments, tax_rates
from aftercare.surfaces.api.organisation import teams, units
from aftercare.surfaces.api.parts import parts, skills
from aftercare.surfaces.api.permission_requests import permission_requests
from aftercare.surfaces.api.places import contacts, sites
from aftercare.surfaces.api.products import products
from aftercare.surfaces.api.reply_templates import reply_templates
from aftercare.surfaces.api.reports import reports
from aftercare.surfaces.api.requests import requests
from aftercare.surfaces.api.roles import roles
from aftercare.surfaces.api.rules import call_back_rules, record_rules
from aftercare.surfaces.api.sales_suggestions import sales_suggestions
from aftercare.surfaces.api.service_levels import service_levels
from aftercare.surfaces.api.statutory_rules import statutory_rules
from aftercare.surfaces.api.tasks import tasks
from aftercare.surfaces.api.tokens import tokens
from aftercare.surfaces.api.users import users
from aftercare.surfaces.api.views import views
from aftercare.surfaces.api.visits import visits
from aftercare.surfaces.api.warranty_terms import warranty_terms

NOUNS = (
    requests,
    kinds,
    record_rules,
    call_back_rules,
    visits,
    quotations,
    charges,
    service_rates,
    billing_settings,
    billing_rules,
    customers,
    sales_suggestions,
    approaches,
    contacts,
    sites,
    products,
    parts,
    orders,
    shipments,
    price_lists,
    tax_rates,
    approval_limits,
    devices,
    agreements,
    warranty_terms,
    statutory_rules,
    service_levels,
    engineers,
    skills,
    dispatch_weights,
    calendars,
    teams,
    units,
    users,
    roles,
    permission_requests,
    company,
    tokens,
    tasks,
    views,
    notifications,
    notification_choices,
    messages,
    templates,
    reply_templates,
    reports,
    imports,
    audit,
)


def built() -> NinjaAPI:
    """The API with its operations and its ways of saying no."""
    made = NinjaAPI(
        title="Aftercare",
        version="1",
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
        renderer=Renderer(),
        parser=BodyParser(),
    )
    problems.register(made)
    for noun in NOUNS:
        made.add_router("", noun.router)
    return made


api: Any = built()
