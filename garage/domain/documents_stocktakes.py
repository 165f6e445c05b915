"""Papers of counting: the sheet to take along, the list of differences, the write-off slip."""

from dataclasses import dataclass
from datetime import datetime

from garage.domain.documents import Imprint, Letterhead
from garage.domain.stocktakes import CountScope, StocktakeState


@dataclass(frozen=True)
class SheetEntry:
    """One part on a count sheet, in milli-units; `book_milli` None keeps it from who counts blind."""

    bin: str
    code: str
    name: str
    spec: str
    unit: str
    book_milli: int | None
    counted_milli: int | None


@dataclass(frozen=True)
class CountSheet:
    """盘点表: what lies where, with room to write what was counted."""

    garage: Letterhead
    imprint: Imprint
    number: str
    scope: CountScope
    scope_text: str
    snapshot_at: datetime
    blind: bool
    begun_by: str
    note: str
    lines: tuple[SheetEntry, ...]


@dataclass(frozen=True)
class DifferenceEntry:
    """One part of which more or less was counted than the books said; `value_fen` None is kept back."""

    bin: str
    code: str
    name: str
    spec: str
    unit: str
    expected_milli: int
    counted_milli: int
    value_fen: int | None
    reason: str
    counted_by: str

    @property
    def difference_milli(self) -> int:
        """More counted is positive."""
        return self.counted_milli - self.expected_milli


@dataclass(frozen=True)
class DifferenceList:
    """盘点差异表: what differed, what it is worth, and why; sums in fen, None when costs are kept back."""

    garage: Letterhead
    imprint: Imprint
    number: str
    scope: CountScope
    scope_text: str
    state: StocktakeState
    snapshot_at: datetime
    posted_at: datetime | None
    parts: int
    counted: int
    lines: tuple[DifferenceEntry, ...]
    gain_fen: int | None
    loss_fen: int | None
    counters: tuple[str, ...]
    reviewed_by: str
    approved_by: str
    note: str
    unknown: tuple[str, ...] = ()
    """Codes that were scanned and are no part of the count."""


@dataclass(frozen=True)
class WrittenOffGoods:
    """One part of a write-off slip; `value_fen` None is kept back."""

    bin: str
    code: str
    name: str
    spec: str
    unit: str
    qty_milli: int
    value_fen: int | None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class WriteOffSlip:
    """报损单: goods that left the books because they are spoilt, broken, lost or too old."""

    garage: Letterhead
    imprint: Imprint
    number: str
    at: datetime
    reason: str
    note: str
    lines: tuple[WrittenOffGoods, ...]
    value_fen: int | None
    keeper: str
    approved_by: str
    reverse_reason: str = ""
