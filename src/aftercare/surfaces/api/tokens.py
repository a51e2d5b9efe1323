"""Tokens: what programs sign in with. Everybody makes their own; a token never makes a wider one."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import create_token, revoke_token
from aftercare.domains.accounts.models import Token
from aftercare.domains.accounts.scopes import NOUNS, allows, known_scope
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import ScopeLacking
from aftercare.surfaces.api.fields import Body, Instant, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun

tokens = Noun("tokens", "Tokens 令牌: one's own. The secret is shown once and kept as a hash.", scope="users")
USUAL_DAYS = 90
SCOPES = ["all", *(f"{noun}:{verb}" for noun in sorted(NOUNS) for verb in ("read", "write"))]
ScopeName = Annotated[Text, Field(json_schema_extra={"enum": SCOPES})]


class TokenShown(TypedDict):
    """A token, without its secret."""

    id: UUID
    name: str
    scopes: list[str]
    expires_at: datetime
    revoked_at: datetime | None
    created_at: datetime


class TokenMade(TokenShown):
    """A new token with its secret."""

    secret: Annotated[
        str | None, Field(description="Shown this once; null when the answer is given again for an idempotency key.")
    ]


class NewToken(Body):
    """A token to make for oneself."""

    name: Text = Field(min_length=1, max_length=80, examples=["ERP"])
    scopes: list[ScopeName] = Field(min_length=1, max_length=100, examples=[["requests:read", "requests:write"]])
    expires_at: Instant | None = Field(None, description=f"In {USUAL_DAYS} days if not said.")


class TokenQuery(Listing):
    """In which order."""

    sort: Literal["created_at", "-created_at"] = "-created_at"


def _own(call: Call) -> QuerySet[Token]:
    return Token.objects.filter(user=call.user)


def _show(token: Token) -> dict[str, Any]:
    names = ("id", "name", "scopes", "expires_at", "revoked_at", "created_at")
    return {name: getattr(token, name) for name in names}


@tokens.lists("/tokens", TokenShown)
def list_tokens(call: Call, query: Query[TokenQuery]) -> dict[str, Any]:
    """List one's own tokens.

    Revoked ones included.
    """
    return listed(_own(call), query, each(_show))


@tokens.makes("/tokens", TokenMade, readable=False, once=("secret",))
def create_a_token(call: Call, body: NewToken) -> dict[str, Any]:
    """Make a token for oneself.

    With scopes no wider than those of the token that asks for it.
    """
    for scope in body.scopes:
        noun, _colon, verb = scope.partition(":")
        if known_scope(scope) and not allows(call.scopes, noun, write=verb == "write"):
            raise ScopeLacking(scope=scope)
    ends = body.expires_at or call.at + timedelta(days=USUAL_DAYS)
    token, secret = create_token(call.actor, call.user, name=body.name, scopes=body.scopes, expires_at=ends, at=call.at)
    return {**_show(token), "secret": secret}


@tokens.removes("/tokens/{uuid:id}")
def revoke_a_token(call: Call, id: UUID) -> None:
    """Revoke a token.

    It stops working at once and stays on record.
    """
    revoke_token(call.actor, found(_own(call).filter(revoked_at=None).select_related("user"), id), at=call.at)
