"""Ready answers of the desk."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.channels.actions import remove_reply_template, set_reply_template
from aftercare.domains.channels.models import ReplyTemplate
from aftercare.domains.channels.policies import may_manage_channels
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import Body, Text, one_of
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.staff import need_staff
from aftercare.surfaces.api.users import LanguageName
from aftercare.surfaces.api.versions import unchanged

reply_templates = Noun("reply_templates", "Reply templates 快捷回复: ready answers of the desk.")


class ReplyShown(TypedDict):
    """A ready answer."""

    id: UUID
    code: str
    language: LanguageName
    name: str
    text: str
    kind: Annotated[str | None, Field(description="For one kind of request; null for all.")]
    version: int


class ReplyQuery(Listing):
    """Which answers."""

    code: Text | None = Field(None, max_length=40)
    language: LanguageName | None = None
    kind: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code", "name", "-name"] = "code"


class NewReply(Body):
    """A ready answer to add."""

    code: Text = Field(min_length=1, max_length=40, pattern=r"^[-a-zA-Z0-9_]+$", examples=["waiting-for-parts"])
    language: LanguageName = "zh-hans"
    name: Text = Field(min_length=1, max_length=80, examples=["等待配件"])
    text: Text = Field(min_length=1, max_length=8000, examples=["配件已订购，到货后马上与您联系。"])
    kind: Text | None = Field(None, max_length=40, json_schema_extra=one_of("request_kinds"))


class ReplyChanges(Body):
    """The fields to change."""

    code: Text | None = Field(None, min_length=1, max_length=40, pattern=r"^[-a-zA-Z0-9_]+$")
    language: LanguageName | None = None
    name: Text | None = Field(None, min_length=1, max_length=80)
    text: Text | None = Field(None, min_length=1, max_length=8000)
    kind: Text | None = Field(None, max_length=40, json_schema_extra=one_of("request_kinds"))


def _show_reply(row: ReplyTemplate) -> dict[str, Any]:
    plain = ("id", "code", "language", "name", "text", "version")
    return {**{name: getattr(row, name) for name in plain}, "kind": row.kind_id}


def _kind(code: str | None) -> RequestKind | None:
    if code is None:
        return None
    kind = RequestKind.objects.filter(pk=code).first()
    if kind is None:
        raise missing("kind")
    return kind


@reply_templates.lists("/reply_templates", ReplyShown)
def list_reply_templates(call: Call, query: Query[ReplyQuery]) -> dict[str, Any]:
    """List ready answers.

    Of all languages and kinds unless asked otherwise.
    """
    need_staff(call)
    return listed(ReplyTemplate.objects.filter(**query.filters()), query, each(_show_reply))


@reply_templates.reads("/reply_templates/{uuid:id}", ReplyShown)
def read_reply_template(call: Call, id: UUID) -> dict[str, Any]:
    """Read a ready answer.

    With its words.
    """
    need_staff(call)
    return _show_reply(found(ReplyTemplate.objects.all(), id))


@reply_templates.makes("/reply_templates", ReplyShown)
def create_reply_template(call: Call, body: NewReply) -> dict[str, Any]:
    """Add a ready answer.

    Its code is there once in a language.
    """
    kind = _kind(body.kind)
    return _show_reply(set_reply_template(call.actor, kind=kind, at=call.at, **body.model_dump(exclude={"kind"})))


@reply_templates.changes("/reply_templates/{uuid:id}", ReplyShown)
def change_reply_template(call: Call, id: UUID, body: ReplyChanges) -> dict[str, Any]:
    """Change a ready answer.

    Those who sent it before are not concerned.
    """
    require(may_manage_channels(call.actor))
    row = unchanged(call, found(ReplyTemplate.objects.select_related("kind"), id))
    given = {name: value for name, value in body.given("kind").items() if value is not None}
    words = {name: getattr(row, name) for name in ("code", "language", "name", "text", "kind")} | given
    if "kind" in body.model_fields_set:
        words["kind"] = _kind(body.kind)
    return _show_reply(set_reply_template(call.actor, row, at=call.at, **words))


@reply_templates.removes("/reply_templates/{uuid:id}")
def drop_reply_template(call: Call, id: UUID) -> None:
    """Offer a ready answer no more.

    What was sent with it stays.
    """
    require(may_manage_channels(call.actor))
    remove_reply_template(call.actor, found(ReplyTemplate.objects.all(), id), at=call.at)
