"""Which service package goes into the estimate, for whoever does not know its name."""

from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.errors import FieldError
from garage.i18n import _
from garage.services import package_lines, packages
from garage.services.packages import PackageRow
from garage.ui.desk import Desk
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView


class ChoosePackageForm(FormDialog):
    """The packages in use with what they cost this customer; `saved` carries the one chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None, customer_id: int | None = None) -> None:
        words = _("Its lines go behind those that are there; in the lines its name or initials find it too.")
        super().__init__(parent, _("Service package"), words, default_text=_("Take it"), width=760)
        self.setObjectName("choose_package_form")
        self._desk = desk
        self._customer_id = customer_id
        self.list = ListView(name="packages", title=_("Service packages"))
        self.list.set_model(KeysetModel(self._columns(), self._fetch, lambda row: row.id, parent=self))
        self.list.set_empty(_("No package yet: they are made under Parts stock, Price lists."))
        self.list.opened.connect(lambda _row: self.submit())
        self.list.setMinimumHeight(280)
        self.add_widget(self.list, 1)

    def load(self) -> None:
        self.list.rows().reload()
        if self.list.rows().rowCount():
            self.list.selectRow(0)
        self.list.setFocus()

    def save(self) -> PackageRow:
        row = self.list.current_row()
        if row is None:
            raise FieldError("packages", _("Choose one from the list."))
        chosen: PackageRow = row
        return chosen

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        of: Any = cursor
        page = packages.page(self._desk.today(), of, limit)
        return Page(page.rows, page.next_cursor)

    def _price(self, row: PackageRow) -> str:
        return format_yuan(package_lines.drop(row.id, self._desk.today(), self._customer_id).price_fen)

    def _columns(self) -> list[Column]:
        return [
            Column("code", _("Code"), 90, "left", lambda row: row.code, bold=True),
            Column("name", _("Package"), 0, "left", lambda row: row.name),
            Column("note", _("Note"), 180, "left", lambda row: row.note, lambda _row: "muted"),
            Column("lines", _("Lines"), 70, "right", lambda row: str(row.lines)),
            Column("price", _("Price"), 120, "right", self._price, bold=True),
        ]
