"""Rules of passwords in the house's own sentences, which are translated with the rest."""

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext, ngettext


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence lost its Chinese when it was reworded."""

    def get_error_message(self) -> str:
        """How many characters there must be."""
        return ngettext(
            "It is too short; use at least %(count)s character.",
            "It is too short; use at least %(count)s characters.",
            self.min_length,
        ) % {"count": self.min_length}


class UnlikeThePerson(UserAttributeSimilarityValidator):
    """Django's rule; its sentence names the column of the database."""

    def get_error_message(self) -> str:
        """What the password must not resemble."""
        return gettext("It is too much like the person's name or mail address.")
