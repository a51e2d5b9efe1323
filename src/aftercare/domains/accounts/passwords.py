"""What a password has to be."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from aftercare.domains.accounts.errors import WeakPassword
from aftercare.domains.accounts.models import User


def check_password_rules(user: User, password: str) -> None:
    """Refuse a password that this person can't have; every broken rule is named."""
    try:
        validate_password(password, user)
    except ValidationError as broken:
        raise WeakPassword(reasons=" ".join(broken.messages), errors={"password": broken.messages[0]}) from broken
