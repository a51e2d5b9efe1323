"""What the palette offers before anything is typed: places, views, what may be made, moves of the request in view."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.policies import MANAGE_COMPANY, MANAGE_RIGHTS, MANAGE_USERS, visible_views
from aftercare.domains.channels.policies import MANAGE as MANAGE_CHANNELS
from aftercare.domains.customers.policies import REGISTER
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import SUBMIT, VIEW, may_change, may_relate
from aftercare.domains.requests.queries import PAGE, find_request, is_with, moves
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotFound
from aftercare.kit.words import folded, sounds
from aftercare.surfaces.console.administration.sections import sections_for
from aftercare.surfaces.console.palette.words import CHANGE, GO_TO, MOVES, OWN, SECTIONS, SPLIT, TIE
from aftercare.surfaces.console.requests.offers import offers
from aftercare.surfaces.console.requests.shelf import url_of
from aftercare.surfaces.console.staff import places_for
from aftercare.ui.parts import Words

MOST_VIEWS = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: where it leads; in a dialog where it only asks something."""

    label: Words
    url: str
    icon: str
    note: Words = ""
    dialog: bool = False
    also: Words = ""

    @property
    def words(self) -> str:
        """By what it is found: as written, by what else it is called, and a Chinese one by its sound."""
        names = [name for name in (str(self.label), str(self.note), str(self.also)) if name]
        return " ".join(part for name in names for part in (folded(name), *sounds(name)))


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading."""

    heading: Words
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Creation:
    """Something that may be made: where, and the right it takes, over the whole company where that is needed."""

    name: str
    label: Words
    icon: str
    right: str = ""
    whole: bool = False
    dialog: bool = False


CREATIONS = (
    Creation("console:request_new", gettext_lazy("Enter a new request"), "inbox", SUBMIT),
    Creation("console:customer_new", gettext_lazy("Register a customer"), "user-plus", REGISTER),
    Creation("console:request_view_new", gettext_lazy("Save a view of the request list"), "star", VIEW, dialog=True),
    Creation("console:user_new", gettext_lazy("Add a user"), "user-plus", MANAGE_USERS),
    Creation("console:role_new", gettext_lazy("Make a role"), "shield-check", MANAGE_RIGHTS, whole=True),
    Creation("console:unit_new", gettext_lazy("Add a region or an outlet"), "building-store", MANAGE_COMPANY),
    Creation("console:team_new", gettext_lazy("Make a team"), "users-group", MANAGE_COMPANY),
    Creation("console:reply_new", gettext_lazy("Write a ready answer"), "message", MANAGE_CHANNELS, whole=True),
    Creation("console:token_new", gettext_lazy("Make a token for a program"), "key"),
    Creation("console:permission_ask", gettext_lazy("Ask for a role"), "send", dialog=True),
)
OWN_PLACES = (
    ("console:notifications", gettext_lazy("Notifications"), "bell"),
    ("console:profile", gettext_lazy("My settings"), "user"),
    ("console:my_rights", gettext_lazy("My rights"), "shield-check"),
    ("console:security", gettext_lazy("Sign-in and security"), "lock"),
)


def ready(actor: Actor, about: str) -> list[Group]:
    """The groups that hold something for this person."""
    groups = (
        _of_the_request(actor, about),
        Group(_("Create"), tuple(_creations(actor))),
        Group(_("Pages"), tuple(_places(actor))),
        Group(_("Administration"), tuple(_sections(actor))),
        Group(_("Mine"), tuple(_own())),
        Group(_("Views"), tuple(_views(actor))),
    )
    return [group for group in groups if group.entries]


def _of_the_request(actor: Actor, about: str) -> Group:
    """The moves this person may make now of the request they look at."""
    try:
        wanted = find_request(actor, UUID(about))
    except (NotFound, ValueError):
        return Group("", ())
    return Group(_("With %(number)s") % {"number": wanted.number}, tuple(_moves(actor, wanted)))


def _moves(actor: Actor, wanted: ServiceRequest) -> Iterator[Entry]:
    offered = offers(moves(actor, wanted), mine=is_with(actor, wanted))
    for move, verb in (*offered.at_hand, *offered.menu):
        if move.refusal is None:
            url = reverse("console:request_move", args=[wanted.id, move.verb])
            yield Entry(MOVES.get(move.verb, verb.label), url, verb.icon, dialog=True, also=verb.label)
    if wanted.is_open and may_change(actor, wanted) is True:
        yield Entry(CHANGE, reverse("console:request_change", args=[wanted.id]), "edit", dialog=True)
    if may_relate(actor, wanted) is True:
        split, tie = (reverse(f"console:request_{name}", args=[wanted.id]) for name in ("split", "tie"))
        yield Entry(SPLIT, split, "arrows-exchange", dialog=True)
        yield Entry(TIE, tie, "link", dialog=True)


def _creations(actor: Actor) -> Iterator[Entry]:
    for one in CREATIONS:
        scope = actor.scope(one.right) if one.right else None
        if not one.right or (scope is not None and (scope.everything or not one.whole)):
            yield Entry(one.label, reverse(one.name), one.icon, dialog=one.dialog)


def _places(actor: Actor) -> Iterator[Entry]:
    for place in places_for(actor):
        yield Entry(GO_TO % {"place": place.label}, reverse(place.name), place.icon)


def _sections(actor: Actor) -> Iterator[Entry]:
    for section in sections_for(actor):
        yield Entry(SECTIONS.get(section.name, section.label), reverse(section.name), section.icon, section.label)


def _own() -> Iterator[Entry]:
    for name, label, icon in OWN_PLACES:
        yield Entry(OWN[name], reverse(name), icon, label)


def _views(actor: Actor) -> Iterator[Entry]:
    if actor.scope(VIEW) is None:
        return
    for view in visible_views(actor, PAGE).order_by("position", "name", "id")[:MOST_VIEWS]:
        yield Entry(view.name, url_of(view), "star")


def all_requests(q: str) -> str:
    """The list of requests in any state that hold some words."""
    return f"{reverse('console:requests')}?{urlencode({'queue': 'all', 'q': q})}"
