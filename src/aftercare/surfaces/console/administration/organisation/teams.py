"""Teams: people who share a queue."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import change_team, create_team
from aftercare.domains.accounts.models import OrganisationUnit, Team, User
from aftercare.domains.accounts.policies import MANAGE_COMPANY
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import HOME, accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.administration.organisation.forms import MemberForm, NewTeamForm, TeamForm
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

LIST, ONE = "console/administration/organisation/teams.html", "console/administration/organisation/team.html"


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Administration"), reverse(HOME)), (_("Teams"), reverse("console:teams"))]


@staff
def team_list(request: StaffRequest) -> HttpResponse:
    """Teams by name, with how many people are in each."""
    require(may(request.actor, MANAGE_COMPANY))
    rows = Team.objects.select_related("unit").annotate(people=Count("members", filter=Q(members__is_active=True)))
    found = page(rows, sort="name", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {"rows": found.items, "cursor": found.next}
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


@staff
def new_team(request: StaffRequest) -> HttpResponse:
    """An empty form, or the team it makes."""
    require(may(request.actor, MANAGE_COMPANY))
    form = NewTeamForm(request.POST or None)
    team = accepted(form, _create, request.actor)
    if team is not None:
        messages.success(request, _("The team “%(name)s” is made; add its people.") % {"name": team.name})
        return redirect("console:team", team_id=team.id)
    words = {"title": _("New team"), "submit": _("Make the team"), "icon": "plus"}
    return form_page(request, form, back=reverse("console:teams"), crumbs=_crumbs(), **words)


def _create(actor: Actor, *, name: str, unit: OrganisationUnit | None) -> Team:
    return create_team(actor, name=name, members=[], unit=unit, at=now())


def found_team(request: StaffRequest, team_id: UUID) -> Team:
    """The team, for whoever manages the company."""
    require(may(request.actor, MANAGE_COMPANY))
    team = Team.objects.select_related("unit").filter(pk=team_id).first()
    if team is None:
        raise NotFound()
    return team


@staff
def team_page(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """Who is in it."""
    return _page(request, found_team(request, team_id), MemberForm())


def _page(request: StaffRequest, team: Team, form: MemberForm) -> HttpResponse:
    rows = User.objects.filter(teams=team).select_related("unit")
    found = page(rows, sort="name", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {"team": team, "rows": found.items, "cursor": found.next, "form": form, "crumbs": _crumbs()}
    return staff_page(request, ONE, context, active=HOME, partials={"rows"}, status=422 if form.is_bound else 200)


@staff
def change(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """What it is called."""
    team = found_team(request, team_id)

    def shows() -> dict[str, Any]:
        return {"name": Team.objects.get(pk=team.pk).name}

    form = standing_form(TeamForm, request, shows())
    if accepted(form, as_seen(change_team, shows, hold=team), request.actor, team, at=now()):
        messages.success(request, _("The team is renamed."))
        return redirect("console:team", team_id=team.id)
    words = {"title": _("Rename %(name)s") % {"name": team.name}, "submit": _("Keep the changes")}
    return form_page(request, form, back=reverse("console:team", args=[team.id]), crumbs=_crumbs(), **words)


@require_POST
@staff
def members(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """Somebody joins, or leaves."""
    team = found_team(request, team_id)
    leaving = request.POST.get("leaves", "")
    if leaving:
        _with(request.actor, team, lambda before: [one for one in before if str(one.id) != leaving])
        return redirect("console:team", team_id=team.id)
    form = MemberForm(request.POST)
    if accepted(form, _join, request.actor, team):
        return redirect("console:team", team_id=team.id)
    return _page(request, team, form)


def _join(actor: Actor, team: Team, *, person: User) -> Team:
    return _with(actor, team, lambda before: [*before, person])


def _with(actor: Actor, team: Team, change: Callable[[list[Any]], list[Any]]) -> Team:
    before = list(team.members.order_by("id"))
    return change_team(actor, team, members=change(before), at=now())
