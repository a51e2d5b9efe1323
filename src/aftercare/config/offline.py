"""What a browser keeps for the time without a network: one page, and the small program that shows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def offline(request: HttpRequest) -> HttpResponse:
    """The page in the reader's language; it names nobody."""
    return render(request, "offline.html")


def worker(request: HttpRequest) -> HttpResponse:
    """The program; it stands at the root, for it answers for every page below its own address."""
    return render(request, "offline.js", content_type="text/javascript; charset=utf-8")
