"""A service package: what is in it, and what all of it costs (A9)."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.money import format_yuan
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import packages
from garage.services.packages import PackageData, PackageRow
from garage.ui.desk import Desk
from garage.ui.forms.owners_word import add_owners_word
from garage.ui.forms.package_grid import PackageGrid
from garage.ui.kit import fields
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon

_FEWEST_ROWS = 5


class PackageForm(FormDialog):
    """A new package, or the one with `package_id`; `saved` carries the id."""

    def __init__(self, desk: Desk, parent: QWidget | None, package_id: int | None = None) -> None:
        title = _("New package") if package_id is None else _("Change the package")
        words = _("Found in every estimate by its name; all its lines come with one Enter.")
        super().__init__(parent, title, words, width=980)
        self.setObjectName("package_form")
        self._desk = desk
        self._id = package_id
        self._row: PackageRow | None = None
        self.add_field("code", _("Code"), fields.LineField(limit=40), required=True)
        self.add_field("name", _("Name"), fields.LineField(limit=120), required=True, beside=True, stretch=3)
        self.grid = self.add_field("lines", _("Lines"), PackageGrid(desk.today))
        self.grid.setMinimumHeight(36 + 34 * _FEWEST_ROWS)
        self.add_widget(self._under_lines())
        self.add_field("price", _("Price"), fields.MoneyField(), _("Empty: the sum of its lines."))
        less = fields.MoneyField()
        self.add_field("member_price", _("Price for members"), less, beside=True)
        self.add_field("note", _("Note"), fields.LineField(limit=200), beside=True, stretch=2)
        if package_id is not None:
            self.add_field("active", "", fields.TickField(_("In use: found and offered")))
        add_owners_word(self, desk)
        self.grid.changed.connect(self._say_sum)
        self.widget("price").textChanged.connect(lambda _text: self._say_sum())

    def load(self) -> None:
        self._say_sum()
        if self._id is None:
            return
        self.renew()
        data = packages.package(self._id)
        for name in ("code", "name", "note"):
            self.widget(name).set_value(getattr(data, name))
        self.widget("price").set_fen(data.price_fen)
        self.widget("member_price").set_fen(data.member_price_fen)
        self.widget("active").set_value(self._row.active)
        self.grid.show_lines(data.lines)

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    def renew(self) -> None:
        [self._row] = packages.read([self._id], self._desk.today())

    def keep_mine(self, error: StaleError) -> None:
        """`renew` took the newer version."""

    def save(self) -> int:
        data = PackageData(
            **{name: self.widget(name).value() for name in ("code", "name", "note")},
            price_fen=self.widget("price").value(),
            member_price_fen=self.widget("member_price").value(),
            lines=self.grid.lines_typed(),
        )
        by, owner = self._desk.by(), self.widget("approved_by").value()
        if self._row is None:
            return packages.add(by, data, approved_by=owner)
        active = self.widget("active").value()
        packages.change(by, self._row.id, self._row.version, data, active=active, approved_by=owner)
        return self._row.id

    def show_error(self, field: str, text: str) -> None:
        head, place, column = (*field.split("."), "", "")[:3]
        if head == "lines" and place.isdigit() and int(place) < self.grid.lines.rowCount():
            self.grid.mark(int(place), column, text)
            self.grid.go_to(int(place), column)
        else:
            super().show_error(head, text)

    def clear_errors(self) -> None:
        super().clear_errors()
        self.grid.clear_marks()

    def check(self) -> None:
        if not self.grid.rows():
            raise FieldError("lines", _("There is no line yet."))

    def _say_sum(self) -> None:
        total, price = self.grid.total_fen(), self.widget("price").value_if_read()
        words = _("One by one {amount}").format(amount=format_yuan(total))
        if price is not None and price < total:
            words += "   " + _("saves {amount}").format(amount=format_yuan(total - price))
        self._sum.setText(words)

    def _under_lines(self) -> QWidget:
        self._sum = QLabel()
        self._sum.setObjectName("package_sum")
        self._sum.setProperty("tone", "section")
        add = QPushButton(icon("plus", "accent"), _("Add a line"))
        add.setObjectName("add_row")
        add.setAccessibleName(add.text())
        add.setProperty("link", True)
        add.setAutoDefault(False)
        add.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_key(add, "Ctrl+L")
        add.setToolTip(f"{add.text()} (Ctrl+L)")
        add.clicked.connect(self.grid.append_row)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.addWidget(add)
        layout.addWidget(self.grid.status, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(self._sum)
        return row
