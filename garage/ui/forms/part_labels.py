"""Labels of parts: which, how many of each, with the price or without, and where a used sheet goes on."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.documents_labels import LABELS_ON_SHEET, LabelSheet
from garage.domain.quantities import PIECE
from garage.domain.text import excerpt
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.reports.part_labels import has_bars
from garage.services import part_labels
from garage.services.part_labels import MOST_COPIES, LabelWish
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.goods_receipt import PartSearch
from garage.ui.forms.order_head import words
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.remembered import recall, remember

_ROWS = 6
_PRICE = "labels/price"
_MOST_NAMED = 3


class LabelsForm(FormDialog):
    """`wishes` stand there to begin with; `saved` carries the sheet."""

    def __init__(self, desk: Desk, parent: QWidget | None, wishes: Sequence[LabelWish] = ()) -> None:
        about = _("Scan or look for further parts; an empty number leaves one out.")
        super().__init__(parent, _("Labels"), about, default_text=_("Preview"), width=760)
        self.setObjectName("labels_form")
        self._desk = desk
        self._wishes = wishes
        self.search = self.add_field("search", _("Part"), PartSearch(), stretch=3)
        self.receipt = self.add_field("receipt", _("Goods receipt"), _NumberLine(), beside=True, stretch=2)
        self.grid = _LabelGrid()
        self.add_widget(self.grid, 1)
        self.add_widget(self.grid.status)
        price = fields.TickField(_("With the price"))
        self.price = self.add_field("price", "", price, stretch=2)
        start = NumberField(_read_place, str, placeholder="1")
        self.first_place = self.add_field(
            "start_at", _("First place on an A4 sheet"), start, beside=True, stretch=2
        )
        self.total = words("", "muted")
        self.total.setObjectName("label_count")
        self.add_widget(self.total)
        self.without_bars = words("", "warn")
        self.without_bars.setObjectName("without_bars")
        self.without_bars.hide()
        self.add_widget(self.without_bars)
        self.search.taken.connect(self._take)
        self.search.unknown.connect(lambda typed: self.show_error("search", _no_part(typed)))
        self.receipt.entered.connect(self.take_receipt)
        self.grid.changed.connect(self._say_total)

    def load(self) -> None:
        self.grid.show_wishes(self._wishes)
        self.price.set_value(recall(_PRICE, "no") == "yes")
        self.first_place.set_value(1)
        (self.grid if self._wishes else self.search).setFocus()
        self._say_total()

    def take_receipt(self, number: str) -> bool:
        """A label for each piece of this goods receipt; says whether there is one."""
        wishes = part_labels.of_receipt(number)
        if not wishes:
            self.show_error("receipt", _("There is no goods receipt {number}.").format(number=number))
            return False
        self.body.boxes["receipt"].clear()
        self.receipt.clear()
        for wish in wishes:
            self.grid.add(wish)
        self._say_total()
        return True

    def take_part(self, code: str) -> None:
        """A part was scanned into another field: it gets a label."""
        self.search.take_scan(code)

    def take_document(self, number: str) -> bool:
        """The paper of a goods receipt was scanned; False for any other."""
        return bool(part_labels.of_receipt(number)) and self.take_receipt(number)

    def show_error(self, field: str, text: str) -> None:
        if field == "search" and self.grid.lines.first_error() is not None:
            self.grid.setFocus()  # on the cell that is wrong; the words stand under the grid
        else:
            super().show_error(field, text)

    def save(self) -> LabelSheet:
        try:
            sheet = part_labels.sheet(
                self._desk.by(),
                self.grid.copies(),
                with_price=self.price.value(),
                start=self.first_place.value() or 1,
            )
        except FieldError as error:
            name = "start_at" if error.field == "start" else "search"
            raise FieldError(name, error.text) from error
        remember(_PRICE, "yes" if self.price.value() else "no")
        return sheet

    def _take(self, part_id: int) -> None:
        self.body.boxes["search"].clear()
        for wish in part_labels.of_parts([part_id]):
            self.grid.add(wish)
        self.search.setFocus()
        self._say_total()

    def _say_total(self) -> None:
        count = sum((row["copies"] or 0) // PIECE for row in self.grid.rows())
        self.total.setText(ngettext("{count} label", "{count} labels", count).format(count=count))
        unread = [row["code"] for row in self.grid.rows() if row["copies"] and not row["bars"]]
        self.without_bars.setText(_say_unread(unread))
        self.without_bars.setVisible(bool(unread))


class _NumberLine(fields.LineField):
    """A document number: Enter hands it over."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__(limit=20, placeholder="GR-2026-00001")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and self.text().strip():
            self.entered.emit(self.text().strip())
        else:
            super().keyPressEvent(event)


class _LabelGrid(LineGrid):
    """One row for each part; only the number of labels is typed."""

    def __init__(self) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        columns = [
            GridColumn("code", _("Code"), 130, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("bin", _("Bin"), 130, **never),
            GridColumn("copies", _("Labels"), 90, "quantity"),
        ]
        super().__init__(columns, name="labels", title=_("Labels"))
        self.setMinimumHeight(36 + 34 * _ROWS)

    def show_wishes(self, wishes: Sequence[LabelWish]) -> None:
        """Show these."""
        self.set_rows([_row(wish) for wish in wishes])

    def add(self, wish: LabelWish) -> None:
        """So many more labels of this part, in its row or in a new one."""
        rows = self.rows()
        at = next((place for place, row in enumerate(rows) if row["part"] == wish.part.id), None)
        if at is None:
            self.set_rows([*rows, _row(wish)])
            at = len(rows)
        else:
            self.set_values(at, {"copies": (rows[at]["copies"] or 0) + wish.copies * PIECE})
        self.setCurrentIndex(self.lines.index(at, self.lines.place_of("copies")))

    def copies(self) -> dict[int, int]:
        """{part id: labels}; marks a number that is no whole one and raises FieldError."""
        for place, row in enumerate(self.rows()):
            if (row["copies"] or 0) % PIECE or (row["copies"] or 0) > MOST_COPIES * PIECE:
                self.mark(place, "copies", _("A whole number to {most}.").format(most=MOST_COPIES))
        return {row["part"]: (row["copies"] or 0) // PIECE for row in self.value()}

    def append_row(self) -> None:
        """Rows come from the search above: Enter in the last cell leaves the grid."""
        self.focusNextPrevChild(True)


def _row(wish: LabelWish) -> Row:
    part = wish.part
    told = " · ".join(word for word in (part.name, part.brand, part.spec) if word)
    return {
        "part": part.id,
        "code": part.code,
        "name": told,
        "bin": part.bin,
        "bars": has_bars(part_labels.label(part, with_price=False)),
        "copies": wish.copies * PIECE,
    }


def _say_unread(codes: Sequence[str]) -> str:
    """Labels that no scanner reads, and the way out."""
    if not codes:
        return ""
    more = [*codes[:_MOST_NAMED], "…"] if len(codes) > _MOST_NAMED else codes
    text = _("No bars fit on the label of {codes}: enter a barcode in the part's file, and it is drawn.")
    return text.format(codes=_(", ").join(excerpt(code, 20) for code in more))


def _read_place(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=LABELS_ON_SHEET, field=field)


def _no_part(typed: str) -> str:
    return _('No part found for "{typed}".').format(typed=typed)


def ask_for_labels(parent: QWidget, desk: Desk, wishes: Sequence[LabelWish] = ()) -> LabelsForm:
    """Ask which labels are wanted, then show them as they will print."""
    form = LabelsForm(desk, parent, wishes)
    form.saved.connect(
        lambda sheet: printing.show(parent, desk, "part_labels", sheet.number, lambda _imprint: sheet)
    )
    form.finished.connect(form.deleteLater)
    form.open()
    return form
