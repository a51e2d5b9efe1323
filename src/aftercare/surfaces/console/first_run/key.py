"""Who may begin: whoever holds the key of the link in the terminal, or sits at the machine itself."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.urls import reverse

SIGNER = Signer(salt="first-run")
WORD = "begin"
# A proxy on this machine passes on what comes from elsewhere.
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def opening_path() -> str:
    """The page with its key, as the terminal shows it."""
    return f"{reverse('console:first_run')}?{urlencode({'key': SIGNER.sign(WORD)})}"


def may_begin(request: HttpRequest) -> bool:
    """The key is right, or none is needed: only this machine can reach the server, and nothing was passed on."""
    if settings.FIRST_RUN_OPEN and not any(name in request.headers for name in PASSED_ON):
        return True
    try:
        return bool(SIGNER.unsign(request.GET.get("key", "")) == WORD)
    except BadSignature:
        return False
