"""What only the API refuses: who is not signed in, what a token may not do, how fast and how large."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Invalid, NotAllowed, NotFound, Refusal, TooOften


class NotSignedIn(Refusal):
    """Nobody is known to call."""

    code = "not_signed_in"
    sentence = _("Send a token as “Authorization: Bearer <token>”, or sign in on the pages first.")


class BadToken(NotSignedIn):
    """The token opens nothing."""

    code = "bad_token"
    sentence = _("This token is unknown, revoked or has ended; create a new one.")


class ScopeLacking(NotAllowed):
    """The person may, the token may not."""

    code = "scope_lacking"
    sentence = _("This token does not reach here: it needs the scope “%(scope)s”.")


class FactorMissing(NotAllowed):
    """A role demands a second factor, and the person behind the session has none."""

    code = "second_factor_missing"
    sentence = _(
        "A role of yours demands a second factor: set one up on the page “Sign-in and security” first. "
        "Tokens go on working."
    )


class ForgedRequest(NotAllowed):
    """A change by cookie without the proof that our own page sent it."""

    code = "csrf_failed"
    sentence = _("A change by session cookie needs the X-CSRFToken header; programs use a token instead.")


class TooManyCalls(TooOften):
    """Faster than the limit."""

    code = "too_many_calls"
    sentence = _("Too many calls; wait %(seconds)s s and go on.")


class UnknownAddress(NotFound):
    """No operation answers here."""

    code = "unknown_address"
    sentence = _("No operation has this address; the list is at /api/v1/docs.")


class NoSuchPage(NotFound):
    """A cursor that leads nowhere."""

    code = "no_such_page"
    sentence = _("This cursor does not belong to this list; start again without one.")


class MethodRefused(Refusal):
    """The address exists, the method does not."""

    code = "method_not_allowed"
    sentence = _("This address answers %(methods)s only.")


class TooLarge(Refusal):
    """More than is read."""

    code = "too_large"
    sentence = _("The body is larger than %(most)s MB; send less at once.")


class Unreadable(Invalid):
    """Not JSON."""

    code = "unreadable_body"
    sentence = _("The body is not readable; send one JSON object in UTF-8.")


class BadInput(Invalid):
    """Fields that are missing, unknown or of the wrong shape."""

    code = "bad_input"
    sentence = _("Some fields can't be used as they are: %(fields)s.")


def missing(field: str) -> NotFound:
    """The refusal where a thing that the body points at is absent, or not visible to this person."""
    return NotFound(errors={field: NotFound.sentence})


class OutOfService(Refusal):
    """The database can't be reached."""

    code = "out_of_service"
    sentence = _("The database does not answer now; nothing was changed, try again in a moment.")


class Broken(Refusal):
    """A mistake of ours."""

    code = "server_error"
    sentence = _("Something went wrong on our side and nothing was changed. It has been logged.")
