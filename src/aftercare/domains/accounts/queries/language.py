"""What is written for the desk comes in the company's language, whatever the customer reads."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils.translation import override

from aftercare.domains.accounts.queries import company


def in_house_language() -> AbstractContextManager[None]:
    """In it words come in the company's language."""
    known = company()
    return override(known.language if known else settings.LANGUAGE_CODE)
