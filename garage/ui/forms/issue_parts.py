"""Parts go to the lines of an order, or come back from them, on a slip (B3)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from garage.domain.orders import DRAWING
from garage.domain.staff import Role
from garage.domain.text import excerpt
from garage.i18n import _
from garage.services import goods_issues, order_lines, staff, workshop
from garage.services.goods_issues import IssueLine, IssueResult
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.forms.part_grid import PartGrid
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import Row
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.remembered import recall, remember

_SLIP_KEY = "issue/slip"


class ScanField(LineField):
    """A line for a scanner: Enter hands over what was read and empties it."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, 60, _("Scan or type a part's code"))
        self.addAction(icon("barcode", "muted"), self.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self.text().strip()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and typed and not event.modifiers() & _CTRL:
            self.clear()
            self.entered.emit(typed)
        else:
            super().keyPressEvent(event)


_CTRL = Qt.KeyboardModifier.ControlModifier


class PartsForm(FormDialog):
    """Issue when parts may be drawn, else (or with `returning`) take back; `everything` when the order ends."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        page: OrderPage,
        *,
        returning: bool = False,
        everything: bool = False,
    ) -> None:
        title = _("Return parts") if returning else _("Issue parts")
        super().__init__(parent, title, about(page), default_text=title, width=980)
        self.setObjectName("return_parts_form" if returning else "issue_parts_form")
        self._desk = desk
        self._page = page
        self._returning = returning
        self._everything = everything
        self._lines = [
            line for line in page.lines if line.draws_stock and (line.issued_milli or not returning)
        ]
        self.scan = self.add_field("scan", _("Scan"), ScanField())
        self.scan.entered.connect(self._on_scanned)
        self.grid = self.add_field("lines", _("Parts"), PartGrid(returning=returning))
        self.add_widget(self.grid.status)
        if not self._lines:
            for name in ("scan", "lines"):
                self.body.boxes[name].hide()
            self.add_widget(words(_("No line of this order draws parts from the stock."), "muted"))
            self.save_button.hide()
        self._taker = self.add_field(
            "received_by",
            _("Brought back by") if returning else _("Taken by"),
            ChoiceField(choices=self._people()),
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200), beside=True, stretch=2)
        self._slip = self.add_field("slip", _("Slip"), TickField(_("Print the slip afterwards")))

    @property
    def prints_slip(self) -> bool:
        """Whether the slip is wanted after saving."""
        return self._slip.value()

    def load(self) -> None:
        self.grid.show_lines(self._lines)
        if self._everything:
            self.grid.take_all()
        self._slip.set_value(recall(_SLIP_KEY, "yes") == "yes")
        (self.scan if self._lines else self.back_button).setFocus()

    def save(self) -> IssueResult:
        rows = [row for row in self.grid.value() if row.get("qty")]
        for row in rows:
            if row["free"]:
                self._link(row)
        act = goods_issues.return_parts if self._returning else goods_issues.issue_parts
        made = act(
            self._desk.by(),
            self._page.id,
            lines=[IssueLine(row["line"], row["qty"]) for row in rows],
            received_by=self._taker.value(),
            note=self._note.value(),
        )
        remember(_SLIP_KEY, "yes" if self.prints_slip else "no")
        return made

    def _link(self, row: Row) -> None:
        """A line in free words is now known to be this part, whatever becomes of the issue."""
        order_lines.link_part(self._desk.by(), row["line"], row["part_ref"])
        row["free"] = False

    def _on_scanned(self, text: str) -> None:
        if self.grid.scan(text):
            self.body.boxes["scan"].clear()
            return
        self.body.boxes["scan"].show_error(_("{code} is not on this order.").format(code=excerpt(text)))
        self.scan.setFocus()

    def _people(self) -> list[tuple[int, str]]:
        """Those who work on the order first, then the other mechanics, then everybody."""
        workers = workshop.workers_of(self._page.id)

        def nearness(person: staff.Person) -> tuple[bool, bool, str]:
            return person.id not in workers, Role.MECHANIC not in person.roles, person.name

        return [(one.id, one.name) for one in sorted(staff.people(), key=nearness)]


def may_issue(page: OrderPage) -> bool:
    """Whether something is left to be drawn now."""
    return page.state in DRAWING and any(
        line.draws_stock and line.issued_milli < line.qty_milli for line in page.lines
    )
