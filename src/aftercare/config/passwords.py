"""Rules of passwords in the house's own sentences, which are translated with the rest."""

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext, gettext_noop, ngettext, ngettext_lazy

# What the framework says beside the field, put here so that the catalogue words it as the product speaks.
SAID_BESIDE = (
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("Your password can’t be a commonly used password."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
)


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
