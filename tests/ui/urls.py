"""The style guide, and small pages for what it cannot show: a stream, a form that is accepted or refused."""

import time
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template import engines
from django.urls import include, path

from aftercare.ui import styleguide

LIVE = """{% extends "ui/shell.html" %}{% load ui %}{% block title %}Live{% endblock %}
{% block heading %}Live{% endblock %}{% block subject %}request:1{% endblock %}
{% block content %}<section id="count" data-live="/part/">first</section>{% endblock %}"""
FORM = """{% extends "ui/shell.html" %}{% load ui %}{% block title %}Note{% endblock %}
{% block heading %}Note{% endblock %}
{% block content %}<form method="post" action="/note/" data-draft="note">{% csrf_token %}{% once %}{{ form }}
{% button "Send" %}</form>{% endblock %}"""
sent: list[str] = []


class Note(forms.Form):
    """Refuses whatever says so."""

    text = forms.CharField(widget=forms.Textarea)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if "refuse" in text:
            raise forms.ValidationError("Refused.")
        return text


def render(source: str, request: HttpRequest, status: int = 200, **context: object) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request), status=status)


def stream(request: HttpRequest) -> StreamingHttpResponse:
    def facts() -> Iterator[str]:
        time.sleep(0.3)
        yield f'id: 7\nevent: fact\ndata: {{"subject": "{request.GET["subject"]}"}}\n\n'
        time.sleep(2)

    return StreamingHttpResponse(facts(), content_type="text/event-stream")


def note(request: HttpRequest) -> HttpResponse:
    form = Note(request.POST or None)
    if request.method == "POST" and form.is_valid():
        time.sleep(0.3)
        sent.append(request.POST["idempotency_key"])
        messages.success(request, "Note kept.")
        return HttpResponseRedirect("/note/")
    return render(FORM, request, 422 if form.is_bound else 200, form=form)


urlpatterns = [
    path("", styleguide.page),
    path("live/", lambda request: render(LIVE, request)),
    path("part/", lambda request: HttpResponse(f"second, asked by {request.headers['HX-Target']}")),
    path("note/", note),
    path("api/v1/stream", stream),
    path("offline.js", lambda request: HttpResponse("", content_type="text/javascript")),
    path("broken/", lambda request: 1 / 0),
    path("i18n/", include("django.conf.urls.i18n")),
]
