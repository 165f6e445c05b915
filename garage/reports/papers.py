"""Sizes of paper the documents are printed on, and what suits the printer behind each."""

from dataclasses import dataclass

from garage.reports.pen import MM
from garage.reports.text import Style


@dataclass(frozen=True)
class Paper:
    """A sheet in millimetres, `height_mm` 0 for a roll that is cut where the text ends.

    `size` is the body type in points; `impact` marks continuous forms of dot-matrix printers: wide bars, and
    two tractor strips outside `side_mm`.
    """

    code: str
    width_mm: float
    height_mm: float
    side_mm: float
    top_mm: float
    bottom_mm: float
    size: float
    impact: bool = False

    @property
    def width(self) -> float:
        """Of the sheet, in points."""
        return self.width_mm * MM

    @property
    def inner(self) -> float:
        """Between the side margins, in points."""
        return (self.width_mm - 2 * self.side_mm) * MM

    @property
    def roll(self) -> bool:
        """Cut where the text ends."""
        return self.height_mm == 0

    @property
    def greys(self) -> bool:
        """Whether grey looks grey: pins and thermal heads would make dots of it."""
        return not self.impact and not self.roll

    @property
    def body(self) -> Style:
        """For values and running text."""
        return Style(self.size)

    @property
    def small(self) -> Style:
        """For names of fields, terms and notes."""
        return Style(max(self.size - 1, 7), ink=0.3)

    @property
    def strong(self) -> Style:
        """For what must be seen first."""
        return Style(self.size, bold=True)

    @property
    def module(self) -> float:
        """Narrow bar of a barcode in points: pins are coarser than toner."""
        return (0.33 if self.impact else 0.25) * MM


A4 = Paper("A4", 210, 297, 12, 9, 8, 8)
A4_LANDSCAPE = Paper("A4L", 297, 210, 12, 8, 7, 9)
A5_LANDSCAPE = Paper("A5", 210, 148, 10, 7, 5.5, 8.5)
A6 = Paper("A6", 105, 148, 8, 8, 7, 9)
ROLL_80 = Paper("80mm", 80, 0, 4, 4, 4, 8.5)
FORM_FULL = Paper("241x279.4", 241, 279.4, 15.5, 8, 7, 9, impact=True)
FORM_HALF = Paper("241x139.7", 241, 139.7, 15.5, 6.5, 6, 9.5, impact=True)
FORM_THIRD = Paper("241x93.1", 241, 93.1, 15.5, 5.5, 5, 9.5, impact=True)
LABEL = Paper("60x40", 60, 40, 3, 2.2, 2.2, 8)
LARGE_LABEL = Paper("70x50", 70, 50, 3, 2.5, 2.5, 8)
LABEL_SHEET = Paper("A4x24", 210, 297, 5, 4.5, 4.5, 8)
"""A4 in labels of 70 × 37 mm, three across and eight down; the margins are those of each label."""

_ALL = (
    A4,
    A4_LANDSCAPE,
    A5_LANDSCAPE,
    A6,
    ROLL_80,
    FORM_FULL,
    FORM_HALF,
    FORM_THIRD,
    LABEL,
    LARGE_LABEL,
    LABEL_SHEET,
)
PAPERS = {paper.code: paper for paper in _ALL}
