"""Keys of links that set a password: signed, for one person and one use, and open for a limited time."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

from aftercare.domains.accounts.models import User

Purpose = Literal["invitation", "password_reset"]
SPANS: dict[Purpose, timedelta] = {"invitation": timedelta(hours=72), "password_reset": timedelta(minutes=60)}


class _Keys(PasswordResetTokenGenerator):
    """The framework's signed keys, at a given instant; another password or a deactivation makes them worthless."""

    def __init__(self, purpose: Purpose, at: datetime) -> None:
        super().__init__()
        self.key_salt = f"aftercare.accounts.{purpose}"
        self.at = at

    def _now(self) -> datetime:
        return self.at.astimezone(UTC).replace(tzinfo=None)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.times_deactivated}"

    def age(self, key: str) -> timedelta:
        """How long ago the key was made."""
        made = base36_to_int(key.partition("-")[0])
        return timedelta(seconds=self._num_seconds(self._now()) - made)


def link_key(user: User, purpose: Purpose, *, at: datetime) -> str:
    """A key with which the person sets a password."""
    return _Keys(purpose, at).make_token(user)


def key_opens(user: User, purpose: Purpose, key: str, *, at: datetime) -> bool:
    """Whether the key is the person's, was not used, and its time is not over."""
    keys = _Keys(purpose, at)
    return user.is_active and keys.check_token(user, key) and timedelta(0) <= keys.age(key) <= SPANS[purpose]
