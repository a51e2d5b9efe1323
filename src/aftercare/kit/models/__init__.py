"""Tables every room shares."""

from aftercare.kit.models.base import Entity, Versioned
from aftercare.kit.models.commands import AnsweredCommand
from aftercare.kit.models.counts import Count
from aftercare.kit.models.files import StoredFile
from aftercare.kit.models.ledger import LedgerEntry, LedgerSeal, LedgerText

__all__ = ["AnsweredCommand", "Count", "Entity", "LedgerEntry", "LedgerSeal", "LedgerText", "StoredFile", "Versioned"]
