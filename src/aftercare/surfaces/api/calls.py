"""Who calls: a bearer token or the session cookie becomes a `Call` with its actor, its scopes and its instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import translation
from ninja.utils import check_csrf

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import actor_for, token_for
from aftercare.domains.accounts.scopes import allows
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.surfaces.api.errors import BadToken, FactorMissing, ForgedRequest, NotSignedIn, ScopeLacking, TooLarge
from aftercare.surfaces.api.limits import take_call

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES = 24 * 1024 * 1024  # a file of twenty and what stands around it


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the person behind it, what the token may touch, and when it came."""

    http: HttpRequest
    user: User
    actor: Actor
    at: datetime
    scopes: Sequence[str]


class SignedIn:
    """Lets a call in: known, not too fast, within the token's scopes; read anew each time, so rights are never old."""

    def __init__(self, noun: str, *, write: bool) -> None:
        self.noun, self.write = noun, write

    def __call__(self, http: HttpRequest) -> Call:
        if int(http.headers.get("Content-Length") or 0) > MOST_BYTES:
            raise TooLarge(most=MOST_BYTES // 1024 // 1024)
        call = caller_of(http, at=now())
        if not allows(call.scopes, self.noun, write=self.write):
            raise ScopeLacking(scope=f"{self.noun}:{'write' if self.write else 'read'}")
        return call


def caller_of(http: HttpRequest, *, at: datetime, counted: bool = True) -> Call:
    """The call of a known person, counted against the caller's limit; anybody else is refused."""
    header = http.headers.get("Authorization")
    if header is None:
        return _by_cookie(http, at, counted)
    scheme, _space, secret = header.partition(" ")
    token = token_for(secret.strip(), at=at) if scheme.lower() == "bearer" and secret.strip() else None
    if token is None:
        raise BadToken()
    if counted:
        take_call(token.id)
    return _call(http, token.user, token.scopes, at)


def _by_cookie(http: HttpRequest, at: datetime, counted: bool) -> Call:
    user = http.user
    if not isinstance(user, User):
        raise NotSignedIn()
    if http.method not in SAFE and check_csrf(http) is not None:
        raise ForgedRequest()
    if counted:
        take_call(user.id)
    call = _call(http, user, ("all",), at)
    if call.actor.unproven:
        raise FactorMissing()
    return call


def _call(http: HttpRequest, user: User, scopes: Sequence[str], at: datetime) -> Call:
    if "Accept-Language" not in http.headers:
        translation.activate(user.language)
    return Call(http, user, actor_for(user, via="api", at=at), at, scopes)
