"""How a mail leaves: one connection to the mail server for as many as are due."""

import smtplib
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

REFUSED = 500  # the server's answers from here on are a no for good
TROUBLE = (OSError, smtplib.SMTPException)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it leaves; `mail_id` is its Message-ID, the same at every try."""

    mail_id: str
    to: str
    subject: str
    text: str
    html: str
    language: str


class NoAddress(smtplib.SMTPException):
    """Whom it was for has no address any more."""


def mail_is_set() -> bool:
    """Whether a mail server is set at all."""
    return bool(settings.EMAIL_HOST)


@dataclass(slots=True)
class Carrier:
    """Hands mails to the server over one connection, which is made anew after trouble."""

    connection: EmailBackend = field(default_factory=EmailBackend)

    def carry(self, mail: Mail) -> None:
        """Hand one mail over; whatever the server or the line says against it is raised."""
        if not mail.to:
            raise NoAddress("no address")
        headers = {"Message-ID": mail.mail_id, "Auto-Submitted": "auto-generated", "Content-Language": mail.language}
        letter = EmailMultiAlternatives(mail.subject, mail.text, None, [mail.to], headers=headers)
        if mail.html:
            letter.attach_alternative(mail.html, "text/html")
        try:
            self.connection.open()
            self.connection.send_messages([letter])
        except TROUBLE:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()


def is_final(trouble: Exception) -> bool:
    """Whether another try could not help: the address or the words themselves are refused."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED for code, _words in trouble.recipients.values())
    return isinstance(trouble, NoAddress) or isinstance(trouble, smtplib.SMTPDataError) and trouble.smtp_code >= REFUSED
