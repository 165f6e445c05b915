"""Labour operations: one in a form, all of them in the settings."""

from PySide6.QtWidgets import QLabel, QWidget

from garage.domain.labels import label
from garage.domain.lines import WorkType
from garage.domain.money import format_yuan
from garage.domain.quantities import format_hours
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import operations, shop
from garage.services.command import Area
from garage.services.operations import OperationData, OperationRow
from garage.ui.desk import Desk
from garage.ui.forms.owners_word import add_owners_word
from garage.ui.forms.settings_section import IN_USE, ListSection, UseChips, said_count
from garage.ui.kit import fields, messages
from garage.ui.kit.actions import guarded
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column, Page

FOUND_MOST = 200


def refuse_unmeant_zero(form: FormDialog, field: str, price_fen: int | None, hours_centi: int) -> None:
    """FieldError on the price when hours of work shall cost nothing, and nobody meant it."""
    if price_fen != 0 or not hours_centi:
        return
    text = _("{hours} h of work would cost nothing. Empty: hours × labour rate.")
    text = text.format(hours=format_hours(hours_centi))
    if not messages.confirm(form, _("Is this price right?"), text, _("It is free")):
        raise FieldError(field, text)


class OperationForm(FormDialog):
    """A new operation, or one that is there."""

    def __init__(self, desk: Desk, row: OperationRow | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Change the operation") if row else _("New operation"), width=580)
        self._desk = desk
        self._row = row
        self._rate_fen = shop.labour_rate_fen(desk.today())
        self.add_field("code", _("Code"), fields.LineField(limit=40), required=True)
        self.add_field("name", _("Name"), fields.LineField(limit=120), required=True, beside=True, stretch=2)
        self.add_field(
            "trade", _("Trade"), fields.ChoiceField(choices=[(trade, label(trade)) for trade in WorkType])
        )
        categories = [(category, label(category)) for category in RepairCategory]
        self.add_field(
            "category",
            _("Repair category"),
            fields.ChoiceField(choices=categories),
            _("Decides how long the repair is under warranty."),
            beside=True,
        ).set_value(RepairCategory.MINOR_REPAIR)
        self.add_field("hours", _("Flat-rate hours"), fields.HoursField(), required=True)
        self.add_field(
            "fixed_price",
            _("Fixed price"),
            fields.MoneyField(),
            _("Empty: hours × labour rate."),
            beside=True,
        )
        self.add_field("member_price", _("Price for members"), fields.MoneyField(), beside=True)
        add_owners_word(self, desk)
        self._price = QLabel()
        self._price.setObjectName("price")
        self._price.setProperty("tone", "muted")
        self.add_widget(self._price)
        for name in ("hours", "fixed_price"):
            self.widget(name).textChanged.connect(lambda _text: self._say_price())

    def load(self) -> None:
        if self._row is not None:
            row = self._row = operations.operation(self._row.id)
            for name in ("code", "name", "trade", "category"):
                self.widget(name).set_value(getattr(row, name))
            self.widget("hours").set_centi(row.hours_centi)
            self.widget("fixed_price").set_fen(row.fixed_price_fen)
            self.widget("member_price").set_fen(row.member_price_fen)
        self._say_price()

    def keep_mine(self, error: StaleError) -> None:
        if self._row:
            self._row = operations.operation(self._row.id)

    def save(self) -> object:
        data = OperationData(
            self.widget("code").value(),
            self.widget("name").value(),
            self.widget("trade").value(),
            self.widget("category").value(),
            self.widget("hours").centi(),
            self.widget("fixed_price").value(),
            self.widget("member_price").value(),
        )
        refuse_unmeant_zero(self, "fixed_price", data.fixed_price_fen, data.hours_centi)
        if self._row is None:
            return operations.add(self._desk.by(), data)
        owner = self.widget("approved_by").value()
        operations.change(self._desk.by(), self._row.id, self._row.version, data, approved_by=owner)
        return self._row.id

    def _say_price(self) -> None:
        hours, fixed = self.widget("hours").value_if_read(), self.widget("fixed_price").value_if_read()
        draft = OperationData("", "", WorkType.OTHER, RepairCategory.MINOR_REPAIR, hours or 0, fixed)
        price = format_yuan(operations.price_fen(draft, self._rate_fen))
        rate = format_yuan(self._rate_fen)
        self._price.setText(
            _("Price: {price}").format(price=price)
            if fixed is not None
            else _("Price: {hours} h × {rate} = {price}").format(
                hours=format_hours(hours or 0), rate=rate, price=price
            )
        )


class OperationSection(ListSection):
    """The operations in the settings, found as a person types."""

    areas = frozenset({Area.OPERATIONS, Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        self._rate_fen = shop.labour_rate_fen(desk.today())
        super().__init__(
            desk,
            "operations",
            _("Operations"),
            _("What labour lines are made of: flat-rate hours × labour rate, or a fixed price."),
        )
        self.search = fields.LineField(placeholder=_("Code, name or initials"))
        self.search.setObjectName("operations_search")
        self.search.setAccessibleName(_("Search the operations"))
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(lambda _text: self._look())
        self.chips = UseChips(self, "operations_use")
        self.chips.show_counts(None, None)
        self.chips.chosen.connect(lambda _key: self._on_chip())
        self.top.addWidget(self.search, 1)
        self.top.addWidget(self.chips, 1)
        self._add_actions()
        self.list.set_empty(
            _("No operations here yet. The starter set brings the usual ones of a passenger car."),
            _("Add the starter set"),
            self.add_starter,
        )
        self.show_columns(
            (
                Column("code", _("Code"), 90, "left", lambda row: row.code, _ink),
                Column("name", _("Name"), 0, "left", lambda row: row.name, _ink),
                Column("trade", _("Trade"), 110, "left", lambda row: label(row.trade), _ink),
                Column("category", _("Repair category"), 150, "left", lambda row: label(row.category), _ink),
                Column("hours", _("Hours"), 70, "right", lambda row: format_hours(row.hours_centi), _ink),
                Column("price", _("Price"), 110, "right", self._price, _ink),
            ),
            lambda row: row.id,
            self._fetch,
        )

    def _add_actions(self) -> None:
        self._retire, self._retire_button = self.add_button(
            _("Take out of use"), self.retire, "Delete", "close"
        )
        self.add_button(_("Add the starter set"), self.add_starter, None, "list")
        self._change, self._change_button = self.add_button(_("Change…"), self.open_current, None, "pencil")
        self.add_button(_("Add an operation…"), self.add_operation, "Ctrl+N", "plus", primary=True)

    def refresh(self, keep: object | None = None) -> None:
        self._rate_fen = shop.labour_rate_fen(self.desk.today())
        super().refresh(keep)

    def add_operation(self) -> None:
        """A new operation."""
        self.open_form(OperationForm(self.desk, None, self))

    def open_current(self) -> None:
        row = self.list.current_row()
        if row:
            self.open_form(OperationForm(self.desk, row, self))

    def add_starter(self) -> None:
        """Add the usual operations that are not there yet."""
        messages.toast(self, said_count(operations.add_starter(self.desk.by())))

    def retire(self) -> None:
        """Take the operation under the bar out of use, or back."""
        row = self.list.current_row()
        if row is None:
            return
        operations.retire(self.desk.by(), row.id, row.version, active=not row.active)
        if row.active:
            words = _("{name} is out of use.").format(name=row.name)
            messages.toast(self, words, "ok", (_("Undo"), guarded(self, lambda: self._undo(row.id))))

    def refresh_actions(self) -> None:
        row = self.list.current_row()
        for part in (self._retire, self._retire_button, self._change, self._change_button):
            part.setEnabled(row is not None)
        words = _("Take out of use") if row is None or row.active else _("Back into use")
        self._retire_button.setText(words)
        self._retire_button.setAccessibleName(words)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if typed := self.search.text().strip():
            return Page(operations.find(typed, FOUND_MOST), None)
        page = operations.page(cursor, limit, everyone=self.chips.everyone)
        return Page(page.rows, page.next_cursor)

    def _look(self) -> None:
        """Search among what is in use."""
        if self.search.text().strip() and self.chips.everyone:
            self.chips.chip(IN_USE).setChecked(True)
        self.refresh()

    def _on_chip(self) -> None:
        self.search.clear()
        self.refresh()

    def _price(self, row: OperationRow) -> str:
        return format_yuan(operations.price_fen(row, self._rate_fen))

    def _undo(self, operation_id: int) -> None:
        row = operations.operation(operation_id)
        operations.retire(self.desk.by(), row.id, row.version, active=True)


def _ink(row: OperationRow) -> str | None:
    return None if row.active else "muted"
