"""A small house that keeps every rule, words that only look like a breach among it."""

from pathlib import Path
from textwrap import dedent

REPOSITORY = Path(__file__).resolve().parents[2]
SOUND = {
    "__init__.py": '"""A small sound house."""\n',
    "kit/__init__.py": '"""Tools."""\n',
    "kit/errors.py": '''
        """Refusals."""


        class Refusal(Exception):
            """A no."""

            code = "refused"
        ''',
    "kit/states.py": '''
        """The only door to a state."""


        def move(thing, state):
            """Move."""
            thing.state = state
        ''',
    "domains/__init__.py": '"""Rooms."""\n',
    "domains/accounts/__init__.py": '"""People."""\n',
    "domains/accounts/models.py": '''
        """People."""

        from django.db import models


        class User(models.Model):
            """A person."""

            teams = models.ManyToManyField("Team", related_name="members")
        ''',
    "domains/accounts/actions.py": '''
        """Commands about people."""

        from aftercare.domains.accounts.models import User


        def create_user(actor, *, at):
            """Make a person."""
            require(may_create_user(actor))
            return User.objects.create()


        @system_only
        def forget_user(actor, user, *, at):
            """Remove a person."""
            user.delete()
        ''',
    "domains/requests/__init__.py": '"""Requests."""\n',
    "domains/requests/models.py": '''
        """Requests."""

        from django.db import models


        class Request(models.Model):
            """A wish."""
        ''',
    "domains/requests/clock.py": '''
        """A pure module."""


        def time_left(facts, *, at):
            """Seconds left."""
            facts.update(at=at)
            facts.update({"state": "due"})
            return facts
        ''',
    "domains/requests/events.py": '''
        """What happened."""

        Seconds = tuple[tuple[str, int], ...]


        @event("request.closed")
        class RequestClosed:
            """Closed."""

            request_id: UUID
            targets: Seconds = ()
            due_date: date | None = None
        ''',
    "domains/requests/errors.py": '''
        """Refusals."""

        from aftercare.kit.errors import Refusal


        class TooLate(Refusal):
            """Late."""

            code = "too_late"
        ''',
    "domains/requests/queries.py": '''
        """Reads."""


        def open_requests(*, at):
            """Rows and a few words that only look like writing."""
            seen, row = set(), {}
            seen.add("state")
            row.update(at=at)
            page = show(rows=Request.objects.all())
            page.update(at=at)
            page["rows"].update(at=at)
            return Request.objects.filter(state="pending")
        ''',
    "domains/requests/actions.py": '''
        """Commands about requests."""

        from aftercare.domains.accounts.actions import create_user
        from aftercare.domains.requests.models import Request


        def submit_request(actor, *, at):
            """Ask, by the action of another room that asks a policy first."""
            create_user(actor, at=at)
            return Request.objects.create(state="pending")


        def close_request(actor, request, *, at):
            """Close, by a function of this file."""
            return _close(actor, request, at)


        def _close(actor, request, at):
            require(may_close(actor, request))
            request.save()
            publish(actor, request, at=at)
        ''',
    "domains/requests/jobs.py": '''
        """Timed work reads the clock."""

        from datetime import datetime


        def sweep():
            """Look around."""
            return datetime.now()
        ''',
    "surfaces/__init__.py": '"""Doors."""\n',
    "surfaces/console/__init__.py": '"""Staff."""\n',
    "surfaces/console/views.py": '''
        """Pages."""

        from django.http import HttpResponse


        @router.delete("/requests")
        def remove(request, context, image, cache):
            """Words that only look like writing."""
            context.update(title="Requests")
            image.save(context, "PNG")
            cache.delete("requests")
            return HttpResponse()
        ''',
}


class House:
    """The sound house in a folder of its own, into which a breach is planted."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in (".importlinter", "ruff.toml"):
            (root / name).write_text((REPOSITORY / name).read_text())
        for name, text in SOUND.items():
            self.plant(f"src/aftercare/{name}", text)

    def plant(self, name: str, text: str) -> Path:
        """Write a file of the house; a broken bar keeps a planted word from being a breach of the test itself."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n").replace("¦", ""), encoding="utf-8")
        return path
