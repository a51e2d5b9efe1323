"""A command that arrives twice is done once: its first answer is kept with its key and given again."""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from aftercare.kit.commands import claim, keep_answer
from aftercare.surfaces.api.answers import plain_answer, to_json
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.contract import KEY, KEYS
from aftercare.surfaces.api.errors import BadInput
from aftercare.surfaces.api.words import SENTENCES

KEPT = ("Location", "ETag")


def once(call: Call, key: str, run: Callable[[], HttpResponse], *, secret: tuple[str, ...], form: bool) -> HttpResponse:
    """Run the command within the transaction in hand, or give the answer it got before.

    A refusal takes the transaction back and the key with it, so the same key may be tried again. Fields that are
    `secret` are not kept.
    """
    if not re.fullmatch(KEYS, key):
        raise BadInput(fields=KEY, errors={KEY: SENTENCES["string_pattern_mismatch"] % {"pattern": KEYS}})
    caller = call.user.id
    known = claim(caller, key, fingerprint_of(call.http, form=form))
    if known is not None:
        kept: Mapping[str, Any] = known.answer or {}
        return plain_answer(kept["body"].encode(), status=known.status or 200, headers=kept["headers"])
    made = run()
    headers = {name: made[name] for name in KEPT if name in made}
    kept_body = to_json({**orjson.loads(made.content), **dict.fromkeys(secret)}) if secret else made.content
    keep_answer(caller, key, status=made.status_code, answer={"body": kept_body.decode(), "headers": headers})
    return made


def fingerprint_of(http: HttpRequest, *, form: bool) -> bytes:
    """What makes two commands the same: method, address and body; of a form its fields and the bytes of its files."""
    found = hashlib.sha256(f"{http.method} {http.get_full_path()}\n".encode())
    if not form:
        found.update(http.body)
        return found.digest()
    for name, values in sorted(http.POST.lists()):
        found.update(repr((name, values)).encode())
    for name, files in sorted(http.FILES.lists()):
        for file in files:
            found.update(f"{name} {file.name} {file.content_type}".encode())
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
    return found.digest()
