"""The tables of the room."""

from aftercare.domains.outreach.models.approaches import FINAL, OPEN, SPOKEN, Approach, Result, WinBackBatch
from aftercare.domains.outreach.models.suggestions import Occasion, SalesSuggestion

__all__ = ["FINAL", "OPEN", "SPOKEN", "Approach", "Occasion", "Result", "SalesSuggestion", "WinBackBatch"]
