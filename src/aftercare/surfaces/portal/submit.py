"""Ask for service without an account, step by step; every step carries along what was said in the others."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.customers.models import Contact
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.queries import Outlook, Wish, outlook_of
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.surfaces.portal.asking import LAST, STEPS, SubmitForm
from aftercare.surfaces.portal.entering import enter
from aftercare.surfaces.portal.label import scanned, told
from aftercare.surfaces.portal.limits import SubmittedTooOften, count_submission, may_put_aside
from aftercare.surfaces.portal.signed_in import frame, signed_in
from aftercare.surfaces.portal.tiles import models_of, tiles
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page
from aftercare.ui.parts import Words

PAGE = "portal/submit.html"
DEVICE, WHEN = 2, 3  # the steps that offer models, and that tell the promise
QUESTIONS: dict[int, tuple[Words, Words]] = {
    1: (_("What is the matter?"), _("Problem")),
    2: (_("Which device is it?"), _("Device")),
    3: (_("When and where?"), pgettext_lazy("appointment", "Visit")),
    4: (_("How do we reach you?"), _("You")),
}


def submit(request: HttpRequest) -> HttpResponse:
    """Show a step; with the last one enter the request, and say what happens next."""
    contact = signed_in(request)
    form = _form(request, contact)
    if request.method != "POST":
        return _shown(request, form, 1)
    asked = request.POST.get("go", "")
    if asked in map(str, STEPS):
        form.is_valid()
        form.errors.clear()
        return _shown(request, form, int(asked))
    if asked == "next":
        return _onward(request, form)
    refusal = count_submission(request) if form.is_valid() else None
    return _answer(request, form, contact, refusal)


def _form(request: HttpRequest, contact: Contact | None) -> SubmitForm:
    customer = contact.customer if contact else None
    if request.method == "POST":
        return SubmitForm(request.POST, request.FILES, customer=customer)
    given = {name: request.GET[name] for name in ("device", "serial") if name in request.GET}
    return SubmitForm(initial=given, customer=customer)


def _onward(request: HttpRequest, form: SubmitForm) -> HttpResponse:
    """The next step, or the first one in which something is not right yet."""
    said = request.POST.get("step", "")
    here = int(said) if said in map(str, STEPS) else 1
    form.is_valid()
    wrong = form.first_wrong(here)
    shown = wrong or min(here + 1, LAST)
    form.forgive(name for step, names in STEPS.items() if step > here or step > shown for name in names)
    return _shown(request, form, shown, status=422 if wrong else 200)


@answered_once
def _answer(
    request: HttpRequest, form: SubmitForm, contact: Contact | None, refusal: SubmittedTooOften | None
) -> HttpResponse:
    if form.is_valid():
        try:
            if refusal is not None:
                raise refusal
            made = enter(form, contact, scanned(request))
        except Refusal as refused:
            form.add_error(next((name for name in refused.errors if name in form.fields), None), str(refused))
        else:
            told = "?mail=1" if form.cleaned_data.get("email") else ""
            return redirect(reverse("portal:sent", args=[token_of(made)]) + told)
    wrong = form.first_wrong(LAST) or LAST
    if refusal is None:
        return _shown(request, form, wrong, status=422)
    answer = _shown(request, form, wrong, status=429)
    answer["Retry-After"] = str(round(refusal.seconds))
    return answer


def _shown(request: HttpRequest, form: SubmitForm, step: int, *, status: int = 200) -> HttpResponse:
    """A step of the form; photos that came along wait for the next time it is sent."""
    if request.FILES and may_put_aside(request):
        form.put_photos_aside()
    around = {**frame(request), "scanned": told(scanned(request)) if step == DEVICE else ""}
    return page(request, PAGE, _context(form, step, around), status=status)


def _context(form: SubmitForm, step: int, around: dict[str, Any]) -> dict[str, Any]:
    shown = tiles(str(form["category"].value() or ""), str(form["problem"].value() or ""))
    opened = next((tile.category for tile in shown if tile.open), None)
    given = getattr(form, "cleaned_data", {})
    kind = given.get("kind") or next(iter(form.fields["kind"].queryset), None)  # type: ignore[attr-defined]
    return {
        "form": form,
        "step": step,
        "question": QUESTIONS[step][0],
        "progress": [(n, words[1], n < step, n == step) for n, words in QUESTIONS.items()],
        "tiles": shown,
        "category": opened,
        "fields": {n: form.of_step(n) for n in STEPS},
        "models": models_of(opened) if step == DEVICE else (),
        "outlook": _outlook(kind) if kind and step >= WHEN else None,
        "given": given if form.is_bound else {},
        "wish": form.wish if form.is_bound and given else "",
        **around,
    }


def _outlook(kind: RequestKind) -> Outlook:
    """What everybody is promised for this kind of request; an agreement may promise more."""
    return outlook_of(Wish("", kind, kind.default_priority), at=now())
