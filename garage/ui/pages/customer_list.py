"""The left side of the customers' page: find somebody by any fragment, or leaf through the newest."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import customers, search, vehicles
from garage.services.customers import CustomerRow
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.found_list import MOST_FOUND, FoundList, SearchLine
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_words import file_words


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


class CustomerList(FoundList):
    """Search line, filters and the list; its rows are Lines."""

    def __init__(self, desk: Desk) -> None:
        line = SearchLine(
            "customer_search", _("plate, phone, name, initials, VIN"), _("Find a customer or car")
        )
        view = ListView(name="customer_list", title=_("Customers"))
        super().__init__(line, ChipBar(name="customer_filters"), view)
        self._desk = desk
        self._counts = {"all": 0, "overdue_files": 0}
        self._show_chips()
        self.set_model(
            KeysetModel(_columns(desk), self._fetch, lambda line: line.customer.id, self._count, self)
        )
        self.chips.chosen.connect(lambda _key: self.reload())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._filters = QHBoxLayout()
        self._filters.setSpacing(10)
        self._filters.addWidget(self.chips, 1)
        layout.addWidget(self.line)
        layout.addLayout(self._filters)
        layout.addWidget(self.view, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.view.footer, 1)
        layout.addLayout(self._foot)

    def add_button(self, button: QPushButton) -> None:
        """A button right of the filters."""
        self._filters.addWidget(button)

    def add_link(self, link: QPushButton) -> None:
        """A link below the list."""
        self._foot.addWidget(link)

    def reload(self, keep: int | None = None) -> None:
        """Read anew; the bar stays where it was, or goes to the customer to `keep`."""
        self._counts["all"] = customers.count()
        self._counts["overdue_files"] = len(customers.overdue_files(self._desk.today()))
        self._show_chips()
        super().reload(keep)

    def _show_chips(self) -> None:
        words = {"all": _("All"), "overdue_files": _("Files overdue")}
        self.chips.set_chips([(key, words[key], count) for key, count in self._counts.items()])

    def show_all(self, keep: int) -> bool:
        """Take search and filter away; says whether the customer is among those read."""
        self._type("")
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
