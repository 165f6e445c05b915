"""The four ways an act can fail that a person can do something about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class GarageError(Exception):
    """Base of all errors that carry words for the user."""


class FieldError(GarageError):
    """One input is wrong: `field` names it (the act's parameter name), `text` says why."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text


@dataclass(frozen=True)
class Reason:
    """One thing that is missing before an act may happen.

    `code` is stable (tests and screens match on it), `text` is already in the user's language,
    `goto` names the place on screen where it can be put right ("lines", "walk_around", "money", …).
    """

    code: str
    text: str
    goto: str = ""


class RuleError(GarageError):
    """The domain forbids the act now; `reasons` say what is missing, in words."""

    def __init__(self, reasons: Sequence[Reason] | Reason) -> None:
        self.reasons: tuple[Reason, ...] = (reasons,) if isinstance(reasons, Reason) else tuple(reasons)
        super().__init__("; ".join(reason.text for reason in self.reasons))


@dataclass(frozen=True)
class Change:
    """What somebody else changed in one column since the form was opened; `title` names it to a person."""

    column: str
    before: str
    after: str
    title: str = ""


class StaleError(GarageError):
    """Someone saved this row after it was read; nothing was written."""

    def __init__(self, text: str, *, by: str = "", at: str = "", changes: Sequence[Change] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.by = by
        self.at = at
        self.changes = tuple(changes)


@dataclass(eq=False)
class MachineError(GarageError):
    """The machine refuses: disk full, database gone or locked, file open elsewhere, no printer.

    `text` says what happened, `advice` what the person can do now; nothing was lost. `code` is stable ("full",
    "gone", "damaged", …): screens choose by it which way out they offer.
    """

    text: str
    advice: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    code: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.advice}".strip()
