"""Keep the list as it stands under a name; change such a view, and delete it."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.actions import change_view, delete_view, save_view
from aftercare.domains.accounts.models import Role, SavedView, Shared, User
from aftercare.domains.accounts.policies import MANAGE_RIGHTS, may_change_view, visible_views
from aftercare.domains.accounts.roles import ROLES
from aftercare.domains.requests.policies import VIEW
from aftercare.domains.requests.queries import PAGE
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.asked import query_with
from aftercare.surfaces.console.requests.shelf import as_view, url_of
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.forms import only_when


class ViewForm(forms.Form):
    """What a view is called, and who finds it among theirs."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    shared = forms.ChoiceField(
        label=gettext_lazy("Shown to"),
        choices=[
            (Shared.NOBODY.value, gettext_lazy("Me alone")),
            (Shared.ROLE.value, gettext_lazy("Everybody of a role")),
            (Shared.EVERYBODY.value, gettext_lazy("Everybody")),
        ],
        widget=forms.RadioSelect,
        initial=Shared.NOBODY.value,
    )
    role = only_when("shared=role", forms.ChoiceField(label=gettext_lazy("Role")))
    position = forms.IntegerField(label=gettext_lazy("Place on the list"), min_value=0, max_value=999, initial=0)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles(actor)  # type: ignore[attr-defined]
        if may(actor, MANAGE_RIGHTS) is not True:
            shared: Any = self.fields["shared"]
            shared.choices = [choice for choice in shared.choices if choice[0] != Shared.EVERYBODY]

    def clean(self) -> dict[str, Any]:
        """A view for a role says for which."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("shared") == Shared.ROLE and not given.get("role") and "role" not in self.errors:
            self.add_error("role", _("Choose the role that finds this view among theirs."))
        return given


def _roles(actor: Actor) -> list[tuple[str, Any]]:
    """One's own roles; all of them for those who give roles."""
    rows: QuerySet[Role] = Role.objects.order_by("name")
    mine = rows if may(actor, MANAGE_RIGHTS) is True else rows.filter(code__in=actor.roles)
    return [(role.code, ROLES[role.code].name if role.code in ROLES else role.name) for role in mine]


@staff
def new_view(request: StaffRequest) -> HttpResponse:
    """A name for the list as it stands in the address, or the view it becomes."""
    require(may(request.actor, VIEW))
    form = ViewForm(request.actor, request.POST or None)
    if form.is_valid():
        query, columns = as_view(request)
        try:
            view = save_view(
                request.actor, _owner(request), page=PAGE, query=query, columns=columns, at=now(), **form.cleaned_data
            )
        except Refusal as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return redirect(url_of(view))
    return _form(request, form, None)


@staff
def edit_view(request: StaffRequest, id: UUID) -> HttpResponse:
    """Another name or other readers; with filters in the address the view shows those from now on."""
    view = _found(request, id)
    require(may_change_view(request.actor, view, shared=view.shared, role=view.role_code))
    initial = {"name": view.name, "shared": view.shared, "role": view.role_code, "position": view.position}
    form = ViewForm(request.actor, request.POST or None, initial=initial)
    if form.is_valid():
        query, columns = as_view(request)
        shows: dict[str, Any] = {"query": query, "columns": columns} if query or "columns" in request.GET else {}
        try:
            view = change_view(request.actor, view, at=now(), **shows, **form.cleaned_data)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("The view “%(name)s” is changed.") % {"name": view.name})
            return redirect(url_of(view))
    return _form(request, form, view)


@require_POST
@staff
def drop_view(request: StaffRequest, id: UUID) -> HttpResponse:
    """Forget a view."""
    view = _found(request, id)
    name = view.name
    delete_view(request.actor, view, at=now())
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": name})
    return redirect("console:requests")


def _found(request: StaffRequest, id: UUID) -> SavedView:
    view = visible_views(request.actor, PAGE).select_related("owner").filter(pk=id).first()
    if view is None:
        raise NotFound()
    return view


def _owner(request: StaffRequest) -> User:
    return cast("User", request.user)


def _say(form: forms.Form, refusal: Refusal) -> None:
    field = next((name for name in refusal.errors if name in form.fields), None)
    form.add_error(field or "name" if refusal.code == "view_name_taken" else field, str(refusal))


def _form(request: StaffRequest, form: forms.Form, view: SavedView | None) -> HttpResponse:
    context = {"form": form, "view": view, "query": query_with(request)}
    status = 422 if form.is_bound else 200
    page = "console/requests/view.html"
    return staff_page(request, page, context, active="console:requests", partials={"dialog"}, status=status)
