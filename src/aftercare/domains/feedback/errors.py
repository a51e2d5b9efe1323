"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class BadMark(Invalid):
    """A mark nobody can give."""

    code = "bad_mark"
    sentence = _("A mark goes from 1 to 5; %(satisfaction)s was given.")


class BadCallBackRule(Invalid):
    """A rule by which nobody would be called."""

    code = "bad_call_back_rule"
    sentence = _("Call back within 1 to 30 workdays and try 1 to 10 times; %(workdays)s and %(tries)s were given.")


class NextTryLater(Conflict):
    """One try a workday."""

    code = "next_try_later"
    sentence = _(
        "This customer is to be called again on %(date)s, a try a workday; the service manager may try before."
    )
