"""A quotation behind its link: every line with what covers it, and the customer's yes or no."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.billing.actions import accept_quotation, decline_quotation
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.queries import lines_of, quotation_behind
from aftercare.domains.billing.queries.papers import quotation_on_paper
from aftercare.domains.billing.states import QuotationState
from aftercare.domains.billing.words import counted, name_of, plain, why_of
from aftercare.domains.orders.pricing import written
from aftercare.domains.requests.links import token_of
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.surfaces.portal.forms import AcceptForm, DeclineForm
from aftercare.surfaces.portal.limits import count_decision, count_paper
from aftercare.surfaces.portal.signed_in import frame
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page
from aftercare.ui.parts import Words
from aftercare.ui.sending import paper_answer

PAGE = "portal/quotation.html"
S = QuotationState
SAYS: Mapping[QuotationState, Words] = {
    S.SENT: gettext_lazy("Please look at it and decide below. We begin once you accept."),
    S.ACCEPTED: gettext_lazy("You accepted it. Thank you; the work can begin."),
    S.DECLINED: gettext_lazy("You declined it. We get in touch with you about how to go on."),
    S.EXPIRED: gettext_lazy("It was not decided in time and does not hold any more. Call us, and we write a new one."),
    S.WITHDRAWN: gettext_lazy("We have taken it back; it does not hold any more, and you need not do anything."),
}
LABELS: Mapping[QuotationState, Words] = {S.SENT: gettext_lazy("Waits for your answer")}
LOOKS: Mapping[QuotationState, str] = {S.SENT: "submitted", S.ACCEPTED: "approved", S.WITHDRAWN: "cancelled"}


class Told(NamedTuple):
    """A line as its customer reads it."""

    name: str
    counted: str
    price: str
    discount: str
    covered: str
    why: Sequence[str]
    total: str


def told_lines(bill: Quotation | Charge) -> list[Told]:
    """The lines of a quotation or a charge in the reader's words."""
    return [
        Told(
            name_of(line),
            counted(line),
            plain(line.unit_price) if line.unit_price is not None else "",
            plain(line.discount_percent) if line.discount_percent else "",
            f"{line.covered_percent}" if line.covered_percent else "",
            why_of(line),
            written(line.figures(bill.currency).total),
        )
        for line in lines_of(bill)
    ]


def opened(token: str) -> Quotation:
    """The quotation a link opens; one that opens nothing is answered like a page that is not there."""
    found = quotation_behind(token)
    if found is None:
        raise NotFound()
    return found


@never_cache
def quotation(request: HttpRequest, token: str) -> HttpResponse:
    """Every line, what it comes to, and the customer's answer as long as it can be given."""
    wanted = opened(token)
    return page(request, PAGE, _context(request, wanted, token))


def _context(request: HttpRequest, wanted: Quotation, token: str, **forms_back: forms.Form) -> dict[str, Any]:
    state = _state(wanted)
    return {
        "quotation": wanted,
        "token": token,
        "state": LOOKS.get(state, state.value),
        "state_label": LABELS.get(state, state.label),
        "now_says": SAYS[state],
        "open": state is S.SENT,
        "lines": told_lines(wanted),
        **{name: written(wanted.money(name)) for name in ("net", "tax", "total")},
        "follow": token_of(wanted.request),
        "accept_form": AcceptForm(),
        "decline_form": DeclineForm(prefix="decline"),
        **forms_back,
        **frame(request),
    }


def _state(wanted: Quotation) -> QuotationState:
    """Where it stands for its customer: over with its last day, also before anybody noted that."""
    over = wanted.state == S.SENT and day_of(now()) > wanted.valid_until
    return S.EXPIRED if over else S(wanted.state)


def _by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form on the page of a link: counted, and answered once."""
    answering = answered_once(view)

    @require_POST
    @wraps(view)
    def counted_view(request: HttpRequest, token: str) -> HttpResponse:
        wanted = opened(token)
        count_decision(wanted)
        return answering(request, token, wanted)

    return counted_view


def _actor(wanted: Quotation) -> Actor:
    return Actor(ActorKind.CUSTOMER, wanted.customer_id, wanted.customer.name, via="portal")


@_by_link
def accept(request: HttpRequest, token: str, wanted: Quotation) -> HttpResponse:
    """The customer's yes."""
    form = AcceptForm(request.POST)

    def act(given: Mapping[str, Any]) -> None:
        accept_quotation(_actor(wanted), wanted, name=given["name"], at=now())
        messages.success(request, _("Thank you. You accepted the quotation; the work can begin."))

    return _decide(request, token, wanted, form, act, accept_form=form)


@_by_link
def decline(request: HttpRequest, token: str, wanted: Quotation) -> HttpResponse:
    """The customer's no, and why."""
    form = DeclineForm(request.POST, prefix="decline")

    def act(given: Mapping[str, Any]) -> None:
        decline_quotation(_actor(wanted), wanted, name=given["name"], reason=given["reason"], at=now())
        messages.success(request, _("You declined the quotation. We get in touch with you."))

    return _decide(request, token, wanted, form, act, decline_form=form)


def _decide(
    request: HttpRequest,
    token: str,
    wanted: Quotation,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], None],
    **back: forms.Form,
) -> HttpResponse:
    """Make the decision of a form, or show the form again with what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return redirect("portal:quotation", token=token)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            messages.error(request, str(refusal))
    return page(request, PAGE, _context(request, opened(token), token, **back), status=422)


@never_cache
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The quotation as PDF."""
    wanted = opened(token)
    count_paper(wanted)
    made = quotation_on_paper(wanted, language=get_language() or "", at=now())
    return paper_answer(made, f"{wanted.number}.pdf")
