"""The left side of the customers' page: find somebody by any fragment, or leaf through the newest."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import customers, search, vehicles
from garage.services.customers import CustomerRow
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_words import file_words

LOOK_AFTER_MS = 120
MOST_FOUND = 60


@dataclass(frozen=True)
class Line:
    """A customer in the list, and the car that was looked for, if it was a car."""

    customer: CustomerRow
    vehicle_id: int | None = None
    plate: str = ""

    @property
    def plates(self) -> tuple[str, ...]:
        """Plates, the one looked for first."""
        others = tuple(plate for plate in self.customer.plates if plate != self.plate)
        return (self.plate, *others) if self.plate else others


class SearchLine(LineField):
    """Where to type; Up, Down and Enter go on in the list below, Esc empties it."""

    stepped = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(placeholder=_("plate, phone, name, initials, VIN"))
        self.setObjectName("customer_search")
        self.setAccessibleName(_("Find a customer or car"))
        self.setToolTip(_("Find a customer or car (Ctrl+F)"))
        self.addAction(icon("search", "muted"), self.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)


class CustomerList(QWidget):
    """Search line, filters and the list; `chosen` carries the Line under the bar, None when there is none."""

    chosen = Signal(object)
    opened = Signal(object)
    new_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._looked_for = ""
        self._counts = {"all": 0, "overdue_files": 0}
        self.line = SearchLine()
        self.chips = ChipBar(name="customer_filters")
        self._show_chips()
        self.view = ListView(name="customer_list", title=_("Customers"))
        self._model = KeysetModel(
            _columns(desk), self._fetch, lambda line: line.customer.id, self._count, self
        )
        self._model.counted.connect(self._say_empty)
        self.view.set_model(self._model)
        self._model.counted.connect(self._say_most)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        self.line.textChanged.connect(lambda _text: self._timer.start())
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._enter)
        self.chips.chosen.connect(lambda _key: self.reload())
        self.view.selected.connect(self.chosen)
        self.view.opened.connect(self.opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._filters = QHBoxLayout()
        self._filters.setSpacing(10)
        self._filters.addWidget(self.chips, 1)
        layout.addWidget(self.line)
        layout.addLayout(self._filters)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.view.footer)

    def add_button(self, button: QPushButton) -> None:
        """A button right of the filters."""
        self._filters.addWidget(button)

    def typed(self) -> str:
        """What is looked for."""
        return self.line.text().strip()

    def look(self) -> None:
        """Search for what is typed now and put the bar on the best hit."""
        self._timer.stop()
        if self.typed() != self._looked_for:
            self._looked_for = self.typed()
            self.reload()
            if self._model.rowCount():
                self.view.selectRow(0)
                self.view.scrollToTop()

    def reload(self, keep: int | None = None) -> None:
        """Read anew; the bar stays where it was, or goes to the customer to `keep`."""
        self._counts["all"] = customers.count()
        self._counts["overdue_files"] = len(customers.overdue_files(self._desk.today()))
        self._show_chips()
        self._model.reload(keep)
        if self.view.current_row() is None and self._model.rowCount() and keep is None:
            self.view.selectRow(0)

    def _show_chips(self) -> None:
        words = {"all": _("All"), "overdue_files": _("Files overdue")}
        self.chips.set_chips([(key, words[key], count) for key, count in self._counts.items()])

    def show_all(self, keep: int) -> bool:
        """Take search and filter away; says whether the customer is among those read."""
        self._looked_for = ""
        self.line.clear()
        self._timer.stop()
        if self.chips.current() not in {"", "all"}:
            self.chips.chip("all").setChecked(True)
        self.reload(keep)
        return self.view.current_key() == keep

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self._looked_for:
            return Page(self._found(), None)
        name = "overdue_files" if self.chips.current() == "overdue_files" else "all"
        page = customers.page(cursor, limit, name, today=self._desk.today())
        return Page([Line(row) for row in page.rows], page.next_cursor)

    def _found(self) -> Sequence[Line]:
        """Customers who fit, or whose car does, each once, the best first."""
        cars: dict[int, tuple[int, str] | None] = {}
        for hit in search.find(self._looked_for, MOST_FOUND, ("vehicle", "customer")):
            is_car = hit.kind == "vehicle"
            owner = vehicles.owner_of(hit.ref) if is_car else hit.ref
            if owner is not None and cars.get(owner) is None:
                cars[owner] = (hit.ref, hit.plate) if is_car else cars.get(owner)
        lines = [Line(row, *(cars[row.id] or ())) for row in customers.rows(list(cars))]
        if self.chips.current() == "overdue_files":
            today = self._desk.today()
            return [line for line in lines if line.customer.missing and line.customer.file_due_on < today]
        return lines

    def _count(self) -> int | None:
        return None if self._looked_for else self._counts[self.chips.current() or "all"]

    def _say_empty(self) -> None:
        if self._looked_for:
            words = _('Nobody found for "{typed}".').format(typed=self._looked_for)
        elif self.chips.current() == "overdue_files":
            self.view.set_empty(_("Every customer file is complete or not yet due."))
            return
        else:
            words = _("Customers and their cars stand in this list.")
        self.view.set_empty(words, _("New customer"), self.new_wanted.emit)

    def _say_most(self) -> None:
        if self._looked_for and self._model.rowCount() >= MOST_FOUND:
            words = _("The best {count} shown; type more to narrow them down.")
            self.view.footer.setText(words.format(count=MOST_FOUND))

    def _step(self, by: int) -> None:
        self.look()
        last = self._model.rowCount() - 1
        if last >= 0:
            row = max(0, min(last, self.view.currentIndex().row() + by))
            self.view.selectRow(row)
            self.view.scrollTo(self._model.index(row, 0))

    def _enter(self) -> None:
        self.look()
        if self._model.rowCount():
            self.view.setFocus()
        else:
            self.new_wanted.emit()


def _columns(desk: Desk) -> list[Column]:
    def tone(line: Line) -> str | None:
        if not line.customer.missing:
            return None
        return "bad" if line.customer.file_due_on < desk.today() else "muted"

    def lacking(line: Line) -> str:
        row = line.customer
        return file_words(row.missing, row.file_due_on, desk.today())[0] if row.missing else ""

    return [
        Column("name", _("Customer"), 0, "left", lambda line: line.customer.name, bold=True),
        Column("phone", _("Phone"), 126, "left", _phone, tooltip=_phones),
        Column("plates", _("Cars"), 134, "left", _plates, tooltip=_all_plates),
        Column(
            "file",
            "",
            34,
            "center",
            lambda _line: "",
            colour=tone,
            tooltip=lacking,
            icon=lambda line: "clock" if tone(line) == "bad" else "info" if tone(line) else None,
        ),
    ]


def _phone(line: Line) -> str:
    return display_phone(line.customer.phones[0]) if line.customer.phones else ""


def _phones(line: Line) -> str:
    return "\n".join(map(display_phone, line.customer.phones))


def _plates(line: Line) -> str:
    if not line.plates:
        return ""
    more = len(line.plates) - 1
    return display_plate(line.plates[0]) + (f" +{more}" if more else "")


def _all_plates(line: Line) -> str:
    return "\n".join(map(display_plate, line.plates))
