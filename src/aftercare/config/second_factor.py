"""Second factors: their secrets lie encrypted in the database, and passkeys bear the company's name."""

import base64

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries import company


class SecondFactor(DefaultMFAAdapter):
    """The library's second factors with the house's key and name."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        # Codes that were typed have sentences of their own; what is left are passkeys.
        "incorrect_code": _("The passkey was not accepted. Try again, or use another way."),
    }

    def encrypt(self, text: str) -> str:
        """What a copy of the database alone does not reveal."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; with another secret key it is lost, and the factor has to be set up anew."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """The name beside the code in the person's app."""
        return _house()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host name; the browser shows the company's."""
        return {"id": context.request.get_host().partition(":")[0], "name": _house()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """What a passkey is called whose owner says nothing."""
        before = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": before + 1}

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Whose code it is."""
        return str(user.get_username())


def _box() -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"aftercare second factor")
    return Fernet(base64.urlsafe_b64encode(made.derive(settings.SECRET_KEY.encode())))


def _house() -> str:
    known = company()
    return known.name if known else "Aftercare"
