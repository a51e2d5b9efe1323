"""A request's facts, moves and clocks in the reader's words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from aftercare.domains.requests.queries import StoryEntry
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.console.actors import RULES
from aftercare.surfaces.console.billing.words import said_of
from aftercare.surfaces.console.requests.names import outcome_name, reason_name
from aftercare.surfaces.console.requests.outcomes import sent_back, sentence, tied_in, waits, words_of
from aftercare.ui.components.words import exact_time
from aftercare.ui.parts import Attached, Entry, Words


class Spoken(Protocol):
    """What was written or said, how a call ended and when the next one is."""

    @property
    def text(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def again_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Verb:
    """How a move is offered: its label, icon, look, and the key that opens it."""

    label: Words
    icon: str
    kind: str = "plain"
    key: str = ""


VERBS: Mapping[str, Verb] = {
    "assign": Verb(_("Assign"), "user-plus", "primary", "a"),
    "start": Verb(_("Start work"), "player-play", "primary", "s"),
    "handle": Verb(_("Report handled"), "circle-check", "primary", "h"),
    "fail": Verb(_("Report failed"), "circle-x", "plain", "f"),
    "confirm": Verb(_("Customer answered"), "mood-smile", "primary", "c"),
    "reject": Verb(_("Not solved"), "mood-sad", "plain", "x"),
    "unreachable": Verb(_("Nobody answered"), "phone-off"),
    "suspend": Verb(_("Suspend"), "player-pause", "plain", "p"),
    "resume": Verb(_("Resume"), "player-play", "primary", "e"),
    "withdraw": Verb(_("Take back"), "arrow-back-up"),
    "decline": Verb(_("Decline"), "arrow-back-up"),
    "unlock": Verb(_("Unlock"), "lock-open", "primary", "u"),
    "conclude": Verb(_("Close by decision"), "gavel"),
    "cancel": Verb(_("Cancel request"), "ban", "danger"),
    "merge": Verb(_("Merge"), "git-merge"),
    "reopen": Verb(_("Reopen"), "rotate", "plain", "o"),
    "sign_off": Verb(_("Sign off"), "checklist", "primary", "g"),
}

# kind of fact → what happened, icon, tone
FACTS: Mapping[str, tuple[Words, str, str]] = {
    "request.submitted": (_("entered the request"), "inbox", "info"),
    "request.assigned": (_("assigned the request"), "user-check", "accent"),
    "request.withdrawn": (_("took the request back"), "arrow-back-up", "neutral"),
    "request.declined": (_("declined the request"), "arrow-back-up", "warn"),
    "request.started": (_("started to work"), "player-play", "accent"),
    "request.progressed": (_("reported a step: %(step)s"), "map-pin", "neutral"),
    "request.handled": (_("reported it handled"), "circle-check", "good"),
    "request.failed": (_("reported that the attempt failed: %(outcome)s"), "circle-x", "bad"),
    "request.lapsed": (_("let the attempt lapse: the required date passed"), "clock", "bad"),
    "request.locked": (_("locked the request: nobody was assigned in time"), "lock", "bad"),
    "request.unlocked": (_("unlocked the request"), "lock-open", "accent"),
    "request.concluded": (_("closed the request by decision: %(decision)s"), "gavel", "good"),
    "request.confirmed": (_("recorded a satisfied customer: %(satisfaction)s of 5"), "mood-smile", "good"),
    "request.rejected": (_("recorded that it is not solved"), "mood-sad", "bad"),
    "request.unreached": (_("could not reach the customer (try %(tries)s)"), "phone-off", "warn"),
    "request.suspended": (_("suspended the request: %(reason)s"), "player-pause", "warn"),
    "request.resumed": (_("resumed the request"), "player-play", "accent"),
    "request.cancelled": (_("cancelled the request"), "ban", "neutral"),
    "request.merged": (_("merged the request into another"), "git-merge", "neutral"),
    "request.absorbed": (_("merged another request into this one"), "git-merge", "neutral"),
    "request.reopened": (_("reopened the request"), "rotate", "warn"),
    "request.signed_off": (_("accepted hours, parts and costs"), "checklist", "good"),
    "request.corrected": (_("corrected what was sent back: it is to be signed off again"), "edit", "accent"),
    "request.correction_escalated": (
        _("left the correction to the service manager: whoever was to make it has gone"),
        "arrow-back-up",
        "warn",
    ),
    "request.retracted": (_("took a timed move back: a report came late"), "arrow-back-up", "neutral"),
    "request.changed": (_("changed the request"), "edit", "neutral"),
    "request.date_moved": (_("moved the required date"), "calendar", "neutral"),
    "request.coverage_decided": (_("decided anew who pays"), "shield-check", "neutral"),
    "request.coverage_overridden": (_("decided by hand who pays"), "shield-check", "warn"),
    "request.coverage_restored": (_("let the rules decide again who pays"), "shield-check", "neutral"),
    "request.responded": (_("contacted the customer"), "phone-call", "info"),
    "request.alerted": (_("warned: %(stage)s %% of the time for %(clock)s is spent"), "alarm", "warn"),
    "request.noted": (_("wrote a note"), "note", "neutral"),
    "request.file_attached": (_("attached a file"), "paperclip", "neutral"),
    "request.link_renewed": (_("made a new link for the customer"), "refresh", "neutral"),
    "request.linked": (_("linked another request"), "link", "neutral"),
    "request.unlinked": (_("untied another request"), "link", "neutral"),
    "request.split": (_("split off a request"), "arrows-exchange", "accent"),
    "visit.planned": (_("planned a visit"), "calendar-event", "accent"),
    "service_record.corrected": (_("corrected the service record"), "edit", "neutral"),
    "service_record.photo_attached": (_("put a photo to the service record"), "photo", "neutral"),
    "service_record.photo_removed": (_("took a photo off the service record"), "photo", "neutral"),
    "call_back.missed": (_("missed the day of the call-back"), "alarm", "bad"),
    "registration.taken_over": (_("took over the registration of the device"), "clipboard-check", "good"),
    "communication.recorded": (_("spoke with the customer"), "messages", "info"),
    "request.decided": (_("kept why this engineer was chosen"), "user-search", "neutral"),
    "request.late_report_kept": (_("kept a late report for the service manager"), "clock", "warn"),
    "request.attempt_ended": (_("ended the planned visit"), "calendar-off", "neutral"),
}
CLOCKS: Mapping[str, Words] = {
    "first_response": _("First response"),
    "assignment": _("Assignment"),
    "arrival": _("Arrival"),
    "resolution": _("Resolution"),
    "dwell": _("Time in this state"),
}
LOCKED_FOR: Mapping[str, Words] = {
    "unassigned": _("Nobody was assigned by the required date. The service manager decides how it goes on."),
    "failed_twice": _("Two attempts failed. The service manager decides how it goes on."),
}
LOCKED_BECAUSE: Mapping[str, Words] = {
    "unassigned": _("Nobody was assigned in time"),
    "failed_twice": _("Two attempts failed"),
}
RESULTS: Mapping[str, Words] = {
    "solved": _("solved"),
    "failed": _("failed"),
    "rejected": _("the customer was not satisfied"),
    "lapsed": _("the required date passed"),
    "withdrawn": _("taken back"),
    "declined": _("declined"),
    "concluded": _("ended by decision"),
    "cancelled": _("cancelled with the request"),
    "merged": _("merged with another request"),
}
CHANNELS: Mapping[str, Words] = {
    "phone": pgettext_lazy("channel", "Phone"),
    "mail": pgettext_lazy("channel", "Mail"),
    "chat": pgettext_lazy("channel", "Chat"),
    "social": pgettext_lazy("channel", "Social media"),
    "mobile": pgettext_lazy("channel", "App"),
    "portal": pgettext_lazy("channel", "Portal"),
    "api": pgettext_lazy("channel", "Interface"),
    "device": pgettext_lazy("channel", "Device"),
    "visit": pgettext_lazy("channel", "Visit"),
    "message": pgettext_lazy("channel", "Message"),
    "sms": pgettext_lazy("channel", "Text message"),
    "wechat": pgettext_lazy("channel", "WeChat"),
}
DECISIONS: Mapping[str, Words] = {
    "exchanged": _("Exchanged"),
    "refunded": _("Refunded"),
    "goodwill": _("Goodwill"),
    "unreachable": _("Customer can't be reached"),
    "other": _("Other decision"),
}
OUTCOMES: Mapping[str, Words] = {
    "reached": pgettext_lazy("call", "Reached"),
    "no_answer": pgettext_lazy("call", "No answer"),
    "busy": pgettext_lazy("call", "Busy"),
    "call_later": pgettext_lazy("call", "Asked to be called later"),
    "wrong_number": pgettext_lazy("call", "Wrong number"),
}
RELATIONS: Mapping[str, Words] = {
    "above": _("Request above"),
    "below": _("Requests below"),
    "merged_into": _("Merged into"),
    "merged": _("Merged into this one"),
    "repeats": _("Repeats"),
    "repeated": _("Repeated by"),
    "split_from": _("Split from"),
    "split_off": _("Split off"),
    "linked": _("Linked"),
}
STEPS: Mapping[str, Words] = {
    "accepted": _("accepted"),
    "travelling": _("on the way"),
    "arrived": _("arrived"),
    "working": _("at work"),
    "paused": _("interrupted"),
}
# What facts name by its code; codes added later show as they are.
NAMES: Mapping[str, Callable[[str], Words]] = {
    "outcome": outcome_name,
    "reason": reason_name,
    "decision": lambda code: DECISIONS.get(code, code),
    "step": lambda code: STEPS.get(code, code),
    "clock": lambda code: CLOCKS.get(code, code),
}


# What the house notices by itself; told folded between what people do.
QUIET = frozenset({"request.alerted", "request.decided"})


def story(
    entries: Iterable[StoryEntry],
    words: Mapping[UUID, Spoken],
    names: Mapping[str, str],
    files: Mapping[str, Attached],
) -> list[Entry]:
    """The facts as lines of a timeline, the latest first; words, names and files are found by their ids."""
    return [_line(entry, words, names, files) for entry in entries][::-1]


def _line(
    entry: StoryEntry, words: Mapping[UUID, Spoken], names: Mapping[str, str], files: Mapping[str, Attached]
) -> Entry:
    fact = entry.fact
    kept = words_of(fact)
    spoken = words.get(kept) if kept else None
    text, icon, tone = _talk(fact, spoken) or said_of(fact) or FACTS.get(fact.kind, (fact.kind, "point", "neutral"))
    if sent_back(fact):
        icon, tone = "arrow-back-up", "warn"
    values = {name: NAMES[name](str(value)) if name in NAMES else value for name, value in fact.data.items()}
    said = sentence(fact, entry.text, names) or (
        str(text) % defaultdict(str, values) if "%(" in str(text) else str(text)
    )
    if fact.on_behalf:
        said = gettext("%(what)s (on behalf)") % {"what": said}
    who = RULES.get(entry.actor_name, entry.actor_name) or (
        gettext("Customer") if fact.actor_kind == "customer" else ""
    )
    body = "" if sent_back(fact) else entry.text or (spoken.text if spoken else "")
    if fact.kind == "request.file_attached":
        body = ""
    quiet, other = fact.kind in QUIET and not body, str(tied_in(fact))
    url = reverse("console:request", args=[other]) if other in names else ""
    named = [*fact.data.get("file_ids", ()), fact.data.get("file_id")]
    return Entry(
        fact.at,
        said,
        who,
        icon,
        tone,
        body,
        internal=bool(fact.data.get("internal")),
        url=url,
        quiet=quiet,
        shown=fact.kind == "request.noted" and not fact.data["internal"],
        theirs=fact.kind == "communication.recorded" and fact.data["direction"] == "in",
        files=[files[id] for id in named if id in files],
        notes=[*_notes(fact, spoken, names)],
    )


def _talk(fact: LedgerEntry, spoken: Spoken | None) -> tuple[str, str, str] | None:
    """What a reply, a call or a message was; None for every other fact."""
    channel = {"channel": CHANNELS.get(fact.data.get("channel", ""), "")}
    if fact.kind == "request.noted" and not fact.data["internal"]:
        return gettext("replied to the customer"), "send", "info"
    if fact.kind == "request.responded" and not fact.data.get("reached", True):
        return gettext("called the customer and reached nobody"), "phone-off", "warn"
    if fact.kind == "request.responded" and fact.data["channel"] == "phone":
        return gettext("called the customer"), "phone-call", "info"
    if fact.kind != "communication.recorded":
        return None
    if fact.data["direction"] == "out":
        return gettext("sent by itself (%(channel)s)") % channel, "send", "neutral"
    if fact.actor_kind == "customer":
        return gettext("wrote to the desk (%(channel)s)") % channel, "message", "accent"
    return gettext("recorded what the customer said (%(channel)s)") % channel, "phone-incoming", "accent"


def _notes(fact: LedgerEntry, spoken: Spoken | None, names: Mapping[str, str]) -> Iterator[str]:
    """Who was told by name, how a call ended, when the next one is, and until when it waits."""
    yield from waits(fact)
    if told := [names[id] for id in fact.data.get("person_ids", ()) if id in names]:
        yield gettext("Told: %(names)s") % {"names": ", ".join(told)}
    if spoken is not None and spoken.outcome:
        yield str(OUTCOMES.get(spoken.outcome, spoken.outcome))
    if spoken is not None and spoken.again_at:
        yield gettext("Next contact: %(at)s") % {"at": exact_time(spoken.again_at)}
