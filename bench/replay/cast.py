"""The people and words of the log, made through the actions as an administrator would make them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from aftercare.domains.accounts.actions import create_team, create_user, give_grant, set_up_company
from aftercare.domains.accounts.models import Company, Team, User
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.catalog.actions import add_incident_type
from aftercare.domains.catalog.models import IncidentType
from aftercare.domains.customers.actions import register_customer
from aftercare.domains.customers.models import Customer
from aftercare.domains.workforce.actions import register_engineer
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, system
from bench.replay.log import Incident, Row
from bench.replay.mapping import CALLER, MANAGER, Who

VIA = "replay"
BEFORE = timedelta(days=1)  # people are there a day before the first incident
# What each column's people do in the log: the least that lets them.
ROLES = {
    "opened_by": ("agent",),
    "updated_by": ("agent", "dispatcher", "callback"),
    "resolved_by": ("agent",),
    "assigned_to": ("engineer",),
}


class NotEmpty(Exception):
    """The database is in use."""


@dataclass(slots=True)
class Cast:
    """Everybody of the log as actors, and what its codes stand for here."""

    actors: dict[Who, Actor] = field(default_factory=dict)
    users: dict[Who, User] = field(default_factory=dict)
    engineers: dict[Who, Engineer] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    problems: dict[tuple[str, str, str], IncidentType] = field(default_factory=dict)
    people: dict[UUID, Who] = field(default_factory=dict)
    groups: dict[UUID, str] = field(default_factory=dict)


def people_of(incidents: Iterable[Incident]) -> list[Who]:
    """Everybody the log names, column by column."""
    found: dict[Who, None] = {MANAGER: None, CALLER: None}
    for incident in incidents:
        for row in incident.rows:
            found.update(dict.fromkeys(_named(row)))
    return list(found)


def _named(row: Row) -> Iterable[Who]:
    yield Who("opened_by", row.opened_by)
    yield Who("updated_by", row.updated_by)
    if row.assigned_to:
        yield Who("assigned_to", row.assigned_to)
    if row.resolved_by:
        yield Who("resolved_by", row.resolved_by)


def make_cast(incidents: Sequence[Incident]) -> int:
    """Set the company up and put everybody on record; returns how many commands it took."""
    if Company.objects.exists():
        raise NotEmpty("This database is in use already; name an empty one, or one that does not exist yet.")
    at = min(incident.rows[0].opened_at for incident in incidents) - BEFORE
    company, _admin = set_up_company(
        system("replay"),
        company="Replay",
        name="Administrator",
        email="administrator@replay.example",
        password="a phrase for a replay only",
        language="en",
        time_zone="UTC",
        at=at,
    )
    admin = actor_for(User.objects.get(email="administrator@replay.example"), via=VIA, at=at)
    people = people_of(incidents)
    users = {who: _user(admin, who, at) for who in people}
    rows = [row for incident in incidents for row in incident.rows]
    members: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row.group:
            members[row.group].update({row.assigned_to: None} if row.assigned_to else {})
    for group, numbers in members.items():
        create_team(admin, name=group_name(group), members=[users[Who("assigned_to", n)] for n in numbers], at=at)
    callers = dict.fromkeys(row.caller for row in rows)
    for caller in callers:
        register_customer(admin, name=caller_name(caller), external_id=caller_name(caller), at=at)
    problems = [problem for problem in dict.fromkeys(row.problem for row in rows) if any(problem)]
    for problem in problems:
        add_incident_type(admin, code=problem_code(problem), name=problem_name(problem), at=at)
    return 1 + 2 * len(users) + len(members) + len(callers) + len(problems)


def _user(admin: Actor, who: Who, at: datetime) -> User:
    name = str(who)
    user = create_user(admin, email=address(who), name=name, language="en", time_zone="UTC", at=at)
    for role in ROLES.get(who.column, (who.number,)):
        give_grant(admin, user, role=role, at=at)
    if who.column == "assigned_to":
        register_engineer(admin, name=name, code=who.number, user=user, at=at)
    return user


def find_cast(incidents: Sequence[Incident]) -> Cast:
    """Everybody who was put on record, with the rights they hold; read once a process."""
    cast = Cast()
    at = min(incident.rows[0].opened_at for incident in incidents)
    known = {user.email: user for user in User.objects.all()}
    engineers = {engineer.user_id: engineer for engineer in Engineer.objects.all()}
    for who in people_of(incidents):
        user = known[address(who)]
        cast.users[who], cast.people[user.id] = user, who
        cast.actors[who] = actor_for(user, via=VIA, at=at)
        if user.id in engineers:
            cast.engineers[who] = engineers[user.id]
    cast.teams = {team.name.removeprefix("Group "): team for team in Team.objects.all()}
    cast.groups = {team.id: group for group, team in cast.teams.items()}
    customers = {customer.external_id: customer for customer in Customer.objects.defer("search")}
    types = {kind.code: kind for kind in IncidentType.objects.defer("search")}
    for incident in incidents:
        for row in incident.rows:
            cast.customers[row.caller] = customers[caller_name(row.caller)]
            if any(row.problem):
                cast.problems[row.problem] = types[problem_code(row.problem)]
    return cast


def address(who: Who) -> str:
    """A mail address that leads nowhere."""
    return f"{who.column}.{who.number or 'unknown'}@replay.example"


def group_name(group: str) -> str:
    """What a group of the log is called here."""
    return f"Group {group}"


def caller_name(caller: str) -> str:
    """What a caller of the log is called here."""
    return f"Caller {caller or 'unknown'}"


def problem_code(problem: tuple[str, str, str]) -> str:
    """One code for category, subcategory and symptom."""
    return "-".join(part or "x" for part in problem)


def problem_name(problem: tuple[str, str, str]) -> str:
    """One name for category, subcategory and symptom."""
    category, subcategory, symptom = (part or "unknown" for part in problem)
    return f"Category {category}, subcategory {subcategory}, symptom {symptom}"
