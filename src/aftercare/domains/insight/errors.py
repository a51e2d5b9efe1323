"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Invalid

BY_MONTH = _("A report shows at most %(most)s months; ask for a shorter period.")
BY_DAY = _("A report shows at most %(most)s days; ask for a shorter period, or count by month.")


class PeriodTooLong(Invalid):
    """Nobody reads so many columns."""

    code = "period_too_long"
    sentence = BY_MONTH

    def __init__(self, *, grain: str, most: int) -> None:
        super().__init__(BY_DAY if grain == "day" else BY_MONTH, most=most)
        self.errors["period"] = str(self)


class NoPeriod(Invalid):
    """What was asked for is no period."""

    code = "no_period"
    sentence = _("“%(value)s” is no period; write months like 2026-03, or 2026-01..2026-12, or days like 2026-03-14.")

    def __init__(self, *, value: str) -> None:
        super().__init__(value=value)
        self.errors["period"] = str(self)
