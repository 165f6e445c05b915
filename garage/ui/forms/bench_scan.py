"""What a scan means at the bench: one more of a line, a quantity after it, a serial number, or a part of no line."""

from dataclasses import dataclass
from enum import StrEnum

from garage.domain.quantities import PIECE, format_quantity, parse_quantity
from garage.domain.scans import Scan, read_scan
from garage.domain.text import excerpt
from garage.errors import FieldError
from garage.i18n import _
from garage.services import parts, serials, substitutes
from garage.services.part_rows import PartRow
from garage.services.serials import Fitted
from garage.ui.forms.part_grid import PartGrid
from garage.ui.kit.grid import Row

FIELD = "scan"
_LONGEST_QUANTITY = 6
"""Characters of what may be a quantity typed after a scan."""


class Asks(StrEnum):
    """What the scan field waits for besides parts."""

    NEW = "NEW"
    OLD = "OLD"
    BACK = "BACK"


@dataclass(frozen=True)
class Offer:
    """A part of no line was scanned that may be fitted instead of the part of row `place`."""

    place: int
    part: PartRow


class Bench:
    """Turns scans into quantities and serial numbers of the grid's rows."""

    def __init__(self, grid: PartGrid, *, returning: bool) -> None:
        self._grid = grid
        self._returning = returning
        self._asks: tuple[Asks, int, str] | None = None
        self._last: int | None = None
        self._scanning = False

    @property
    def asks(self) -> Asks | None:
        """Which serial number is awaited, if any."""
        return self._asks[0] if self._asks else None

    def prompt(self) -> str:
        """What the scan field asks for."""
        if self._asks is None:
            return _("Scan")
        asks, place, new = self._asks
        row = self._grid.rows()[place]
        words = {
            Asks.NEW: _("Serial number of the new {part} (piece {n} of {all})"),
            Asks.OLD: _("Serial number of the old part for {new}; Enter leaves it out"),
            Asks.BACK: _("Which {part} comes back? ({numbers})"),
        }[asks]
        left = [number for number in row["out"] if number not in _new_numbers(row)]
        return words.format(
            part=row["name"],
            n=len(row["serials"]) + 1,
            all=max(len(row["serials"]) + 1, (row["qty"] or 0) // PIECE),
            new=new,
            numbers=_(", ").join(left[:6]),
        )

    def leave(self) -> bool:
        """No serial number now; says whether one was asked for."""
        asked, self._asks = self._asks is not None, None
        return asked

    def take(self, text: str) -> Offer | None:
        """Do what the scan says; an Offer when it is a substitute. FieldError("scan") says what was read."""
        if self._asks is not None:
            self._take_number(text, *self._asks)
            return None
        scan = read_scan(text, FIELD)
        found = parts.by_barcode(scan.code)
        place = self._row_of(found)
        if place is not None:
            self._count(place, scan)
            return None
        if self._is_out(scan.code) or self._is_quantity(text, found):
            return None
        return self._no_line(scan.code, found)

    def ask_for_rest(self) -> None:
        """FieldError("scan") when a tracked row lacks numbers; the field then asks for them, one after another."""
        for place, row in enumerate(self._grid.rows()):
            count = (row["qty"] or 0) / PIECE
            whole_line = self._returning and row["qty"] == row["issued"]
            if not row["tracked"] or not count or len(row["serials"]) == count or whole_line:
                continue
            if count != int(count):
                raise FieldError(FIELD, _("{part} goes by whole pieces.").format(part=row["name"]))
            self._asks = (Asks.BACK if self._returning else Asks.NEW, place, "")
            text = _("{part} is tracked: scan the serial number of each piece.").format(part=row["name"])
            raise FieldError(FIELD, text)

    def ask_anew(self, line_id: int) -> None:
        """The numbers of a line were refused: they are asked for again."""
        for place, row in enumerate(self._grid.rows()):
            if row["line"] == line_id:
                self._grid.set_values(place, {"serials": ()})
                self._asks = (Asks.BACK if self._returning else Asks.NEW, place, "")

    # Parts

    def _row_of(self, found: list[PartRow]) -> int | None:
        """The row that draws one of these parts, one with room before one without."""
        bears = {one.id for one in found}
        places = [place for place, row in enumerate(self._grid.rows()) if row["part_ref"] in bears]
        return next((place for place in places if self._room(place) > 0), places[0] if places else None)

    def _room(self, place: int) -> int:
        row = self._grid.rows()[place]
        counted = row["qty"] or 0 if self._counts(row) else 0
        return self._grid.most(row) - counted

    def _counts(self, row: Row) -> bool:
        """Whether what stands in a row was scanned or typed; a proposal does not count yet."""
        return bool(row["scanned"] or row["by_hand"])

    def _count(self, place: int, scan: Scan) -> None:
        row = self._grid.rows()[place]
        room = self._room(place)
        wanted = scan.qty_milli or min(PIECE, room)
        if room <= 0 or wanted > room:
            most = format_quantity(self._grid.most(row))
            raise FieldError(FIELD, _("{part}: at most {count} in all.").format(part=row["name"], count=most))
        self._begin()
        self._last = place
        if row["tracked"]:
            if not self._counts(row):
                self._grid.show_counted(place, {"qty": None})
            self._asks = (Asks.BACK if self._returning else Asks.NEW, place, "")
            return
        before = row["qty"] or 0 if self._counts(row) else 0
        self._grid.show_counted(place, {"qty": before + wanted})

    def _begin(self) -> None:
        if not self._scanning:
            self._scanning = True
            self._grid.forget_proposals()

    def _is_quantity(self, text: str, found: list[PartRow]) -> bool:
        """A small number right after a scan is how many there are in all."""
        if self._last is None or found or len(text.strip()) > _LONGEST_QUANTITY:
            return False
        row = self._grid.rows()[self._last]
        try:
            qty = parse_quantity(text, FIELD)
        except FieldError:
            return False
        if row["tracked"] or not 0 < qty <= self._grid.most(row):
            return False
        self._grid.show_counted(self._last, {"qty": qty})
        return True

    def _no_line(self, code: str, found: list[PartRow]) -> Offer | None:
        rows = self._grid.rows()
        wanted = [row["part_ref"] for row in rows if row["part_ref"]]
        offered = {} if self._returning else substitutes.substitutes_of(wanted)
        for place, row in enumerate(rows):
            instead = {one.part.id for one in offered.get(row["part_ref"], [])}
            fits = next((one for one in found if one.id in instead), None)
            if fits is not None and not row["issued"]:
                return Offer(place, fits)
        if found:
            words = _("{code} {name} is not on this order.")
            raise FieldError(FIELD, words.format(code=found[0].code, name=found[0].name))
        raise FieldError(FIELD, _("{code} is not on this order.").format(code=excerpt(code)))

    # Serial numbers

    def _is_out(self, code: str) -> bool:
        """A piece that comes back says by its number which line it belongs to."""
        number = code.upper()
        for place, row in enumerate(self._grid.rows()):
            if self._returning and number in row["out"]:
                self._begin()
                self._add(place, Fitted(number))
                return True
        return False

    def _take_number(self, text: str, asks: Asks, place: int, new: str) -> None:
        row = self._grid.rows()[place]
        if asks is Asks.OLD:
            old = read_scan(text, FIELD).code.upper() if text.strip() else ""
            self._asks = None
            self._add(place, Fitted(new, old))
            return
        number = read_scan(text, FIELD).code.upper()
        if row["part_ref"] in {one.id for one in parts.by_barcode(number)}:
            raise FieldError(FIELD, _("This is the code of the part: scan the number of the piece itself."))
        if number in _new_numbers(row):
            raise FieldError(FIELD, _("{serial} is noted already.").format(serial=number))
        if asks is Asks.BACK:
            if number not in row["out"]:
                raise FieldError(FIELD, _("{serial} was not drawn for this line.").format(serial=number))
            self._asks = None
            self._add(place, Fitted(number))
            return
        serials.refuse_gone(FIELD, row["part_ref"], number)
        self._asks = (Asks.OLD, place, number)

    def _add(self, place: int, piece: Fitted) -> None:
        """Note a piece; when the row wants more of them the next is asked for."""
        row = self._grid.rows()[place]
        noted = (*row["serials"], piece)
        qty = max(row["qty"] or 0, len(noted) * PIECE)
        self._last = place
        self._grid.show_counted(place, {"serials": noted, "qty": qty})
        if len(noted) * PIECE < qty:
            self._asks = (Asks.BACK if self._returning else Asks.NEW, place, "")


def _new_numbers(row: Row) -> set[str]:
    return {piece.new for piece in row["serials"]}
