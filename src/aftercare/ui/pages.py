"""Answering a page, or for HTMX the one part of it that was asked for."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event

TONES = {messages.SUCCESS: "good", messages.WARNING: "warn", messages.ERROR: "bad"}


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partials: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Render the template, or its partial named like the id HTMX will put it into (`rows-more` means `rows`)."""
    part = asked_part(request, partials)
    answer = render(request, f"{template}#{part}" if part else template, dict(context or {}), status=status)
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return with_toasts(request, answer) if part else answer


def asked_part(request: HttpRequest, partials: Collection[str]) -> str:
    """The partial an HTMX request wants; empty for a whole page."""
    target = request.headers.get("HX-Target", "") if request.headers.get("HX-Request") == "true" else ""
    part = target.removesuffix("-more")
    return part if part in partials else ""


def with_toasts(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Hand the waiting messages to the toasts of the page that is already there."""
    waiting = [
        {"text": str(message), "tone": TONES.get(message.level, "info")} for message in messages.get_messages(request)
    ]
    return trigger_client_event(answer, "toast", {"toasts": waiting}) if waiting else answer
