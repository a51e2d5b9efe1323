"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Invalid


class RuleUnreadable(Invalid):
    """A line says something else than a rule."""

    code = "rule_unreadable"
    sentence = _(
        "Line %(line)s: “%(text)s” is not understood; write a known name, then conditions such as “spent ≥ 20000”."
    )

    def __init__(self, *, line: int, text: str, field: str) -> None:
        super().__init__(line=line, text=text)
        self.errors[field] = str(self)


class WindowOutOfBounds(Invalid):
    """Purchases are looked at over some months."""

    code = "window_out_of_bounds"
    sentence = _("Purchases can't be looked at over %(months)s months; choose 1 to 120.")

    def __init__(self, *, months: int) -> None:
        super().__init__(months=months)
        self.errors["window_months"] = str(self)


class UnknownTarget(Invalid):
    """A rule names a grade, a tag or a fact that there is not."""

    code = "unknown_in_rule"
    sentence = _("A rule names “%(name)s”, which is not known; use a grade, tag or fact of the lists.")

    def __init__(self, *, name: str, field: str) -> None:
        super().__init__(name=name)
        self.errors[field] = str(self)
