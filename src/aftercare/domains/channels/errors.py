"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class UnknownPlaceholder(Invalid):
    """A name in braces that stands for nothing here."""

    code = "unknown_placeholder"
    sentence = _("“%(wrong)s” stands for nothing in this message; these can be used: %(known)s.")


class LooseBrace(Invalid):
    """A brace that opens or closes no name."""

    code = "loose_brace"
    sentence = _("A brace stands alone; write a placeholder like {number}, and no other braces.")


class EmptyTemplate(Invalid):
    """A message without words."""

    code = "empty_template"
    sentence = _("A message needs a subject and a text; to send nothing, switch it off instead.")


class UnknownLetter(Invalid):
    """An event on which customers are not written, or a language nobody reads here."""

    code = "unknown_letter"
    sentence = _("There is no message for “%(event)s” in “%(language)s”; choose one of those listed.")


class UnknownKind(Invalid):
    """A kind of thing of which nobody is told."""

    code = "unknown_notification_kind"
    sentence = _("Nobody is told of “%(kind)s”; choose one of the kinds listed.")


class QuietAllDay(Invalid):
    """Quiet hours that leave no time for mail."""

    code = "quiet_all_day"
    sentence = _("Quiet hours begin and end at different times; to get no mail at all, switch the mails off.")


class NoMailServer(Conflict):
    """Nothing can be sent."""

    code = "no_mail_server"
    sentence = _("No mail server is set, so nothing can be sent; set MAIL_HOST and MAIL_FROM first.")


class ReplyCodeTaken(Conflict):
    """Two ready answers of one name."""

    code = "reply_code_taken"
    sentence = _(
        "There is a ready answer “%(code)s” in this language already; change that one, or choose another code."
    )
