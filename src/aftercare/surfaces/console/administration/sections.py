"""The sections of the administration: what is set where, and which right it takes. A new one is one line here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from aftercare.kit.actor import Actor
from aftercare.ui.parts import Words


@dataclass(frozen=True, slots=True)
class Section:
    """A page where something is set: where, what in one sentence, and the rights of which one is enough.

    What concerns the whole company takes a right over the whole of it.
    """

    name: str
    label: Words
    sentence: Words
    icon: str
    rights: tuple[str, ...]
    whole: bool = False


PEOPLE = ("users.view", "users.manage")
SECTIONS = (
    Section(
        "console:users", _("Users"), _("Who signs in, where they belong, and the roles they hold."), "users", PEOPLE
    ),
    Section(
        "console:roles",
        _("Roles"),
        _("What each role may do, as a table; roles of your own beside the ready-made ones."),
        "shield-check",
        ("roles.manage", *PEOPLE),
    ),
    Section(
        "console:permission_requests",
        _("Permission requests"),
        _("Roles that colleagues ask for: approve or decline them, and see what was decided before."),
        "shield",
        ("roles.manage",),
    ),
    Section(
        "console:organisation",
        _("Organisation"),
        _("The tree of company, regions, outlets and depots. Rights over a part reach all below it."),
        "building-store",
        ("company.manage",),
    ),
    Section(
        "console:teams", _("Teams"), _("People who share a queue of requests."), "users-group", ("company.manage",)
    ),
    Section(
        "console:company",
        _("Company data"),
        _("Name, address, currency, and the language and time zone that count where nobody chose their own."),
        "building",
        ("company.manage",),
        whole=True,
    ),
    Section(
        "console:dictionaries",
        _("Dictionaries"),
        _("Kinds of requests, problem types, outcomes, reasons to wait, fault codes, skills, categories, tags."),
        "book-2",
        ("requests.configure", "catalog.manage", "contracts.manage"),
    ),
    Section(
        "console:levels",
        _("Service levels"),
        _("What is promised by priority, in which calendar, and when somebody is told."),
        "clock",
        ("contracts.manage",),
    ),
    Section(
        "console:warranty_terms",
        _("Warranty terms"),
        _("What is paid of labour, parts and travel, for how long and from which day, by product and category."),
        "certificate",
        ("contracts.manage",),
    ),
    Section(
        "console:price_lists",
        _("Prices and taxes"),
        _("Price lists with their days, tax rates, and up to which sum every reviewer may approve an order."),
        "receipt",
        ("orders.price",),
    ),
    Section(
        "console:service_rates",
        _("Rates and quotations"),
        _("What labour and travel cost, how long quotations hold, and which work waits until one is accepted."),
        "cash",
        ("rates.manage",),
    ),
    Section(
        "console:statutory_rules",
        _("Statutory rules"),
        _("What the law gives beside warranty: refund, exchange and repair by product category."),
        "gavel",
        ("contracts.manage",),
    ),
    Section(
        "console:weights",
        _("Dispatch weights"),
        _("What counts how much when the rules choose an engineer, with a preview of what a change would change."),
        "adjustments",
        ("dispatch.weigh",),
        whole=True,
    ),
    Section(
        "console:grading",
        _("Grading rules"),
        _("Which grade and which tags customers earn by what they bought and asked, and who would change."),
        "award",
        ("grading.manage",),
        whole=True,
    ),
    Section(
        "console:record_rules",
        _("Service records"),
        _("What a record must hold before a job counts as solved, by kind of request."),
        "clipboard-check",
        ("service_records.manage",),
    ),
    Section(
        "console:call_back_rules",
        _("Call-backs"),
        _("When and how often customers are called before a request is closed, and what they are asked."),
        "phone-call",
        ("call_backs.manage",),
    ),
    Section(
        "console:imports",
        _("Import and export"),
        _("Records from files and into files, from customers to orders: with a preview, and undone as a whole."),
        "arrows-exchange",
        ("imports.run",),
    ),
    Section(
        "console:audit",
        _("Audit"),
        _("Everything that happened, by whom and when; the record can't be changed and its integrity is checked here."),
        "history",
        ("audit.view",),
        whole=True,
    ),
    Section(
        "console:calendars",
        _("Calendars"),
        _("When work is done: weekly hours, holidays and make-up workdays. Promises are counted by them."),
        "calendar",
        ("calendars.manage",),
    ),
    Section(
        "console:templates",
        _("Templates of messages"),
        _("What customers are told by mail at each step, in each language."),
        "mail",
        ("channels.manage",),
        whole=True,
    ),
    Section(
        "console:replies",
        _("Ready answers"),
        _("Texts that are put into a reply with one click."),
        "message",
        ("channels.manage",),
        whole=True,
    ),
    Section(
        "console:messages",
        _("Messages sent"),
        _("Every mail that left or waits, with its state; what failed can be sent again."),
        "send",
        ("channels.manage",),
        whole=True,
    ),
)
RIGHTS = tuple(sorted({right for section in SECTIONS for right in section.rights}))


def sections_for(actor: Actor) -> list[Section]:
    """The sections this person may use."""
    return [section for section in SECTIONS if any(_reaches(actor, right, section.whole) for right in section.rights)]


def _reaches(actor: Actor, right: str, whole: bool) -> bool:
    scope = actor.scope(right)
    return scope is not None and (scope.everything or not whole)
