"""How each kind of document is printed on this computer: its papers in words, and what is usual for it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from garage.i18n import N_, _
from garage.ui.kit.remembered import PrintHabit, recall_print

if TYPE_CHECKING:
    from garage.reports.render import Kind

_PAPER_NAMES = {
    "A4L": N_("A4 landscape"),
    "A5": N_("A5 landscape"),
    "80mm": N_("80 mm roll"),
    "241x279.4": N_("241 mm continuous, full"),
    "241x139.7": N_("241 mm continuous, half"),
    "241x93.1": N_("241 mm continuous, third"),
    "60x40": N_("Labels 60 × 40 mm"),
    "70x50": N_("Labels 70 × 50 mm"),
    "A4x24": N_("A4 sheet of 24 labels"),
}


def kinds() -> list[str]:
    """Every kind of document that can be printed, in the order of the road."""
    return list(_kinds())


def paper_name(code: str) -> str:
    """A paper in the person's words; A4 and A6 are called so everywhere."""
    return _(_PAPER_NAMES[code]) if code in _PAPER_NAMES else code


def choices(kind: str) -> list[tuple[str, str]]:
    """(code, words) of the papers of a kind, the usual one first."""
    return [(code, paper_name(code)) for code in _kinds()[kind].papers]


def usual(kind: str) -> PrintHabit:
    """What holds for a kind that was never printed here."""
    about = _kinds()[kind]
    return PrintHabit("", about.papers[0], about.copies)


def habit(kind: str) -> PrintHabit:
    """How a kind is printed here."""
    return recall_print(kind, usual(kind), _kinds()[kind].papers)


def _kinds() -> "Mapping[str, Kind]":
    from garage.reports import render  # noqa: PLC0415 - ReportLab is slow to load and first needed here

    return render.KINDS
