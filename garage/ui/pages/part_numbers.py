"""Every number of the chosen part, and the parts that may be fitted instead of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.part_file import NumberKind
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import substitutes
from garage.services.parts import PartCard
from garage.services.substitutes import Substitute
from garage.ui.desk import Desk
from garage.ui.forms.substitute import SubstituteForm
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList, action_button, plain_label
from garage.ui.pages.part_list import width_of

_NUMBERS_WIDTH = 172


class NumbersTab(QWidget):
    """Numbers at the left, substitutes at the right; Enter goes to the substitute under the bar."""

    part_opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part_numbers_tab")
        self._desk = desk
        self._part: int | None = None
        self._rows: Sequence[Substitute] = ()
        self.numbers = plain_label("part_numbers", wraps=True)
        self.numbers.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.numbers.setFixedWidth(_NUMBERS_WIDTH)
        self.list = ShortList(
            "part_substitutes",
            _("Substitutes"),
            _columns(),
            lambda one: one.part.id,
            _("Parts that may be fitted instead will stand here."),
        )
        self.list.opened.connect(lambda one: self.part_opened.emit(one.part.id))
        self.list.selected.connect(lambda _one: self._enable())
        self.add_action = make_action(
            self, _("Add substitute…"), self.add, "Ctrl+Shift+A", "plus", name="add_substitute"
        )
        self.change_action = make_action(
            self, _("Change…"), self.change, "Ctrl+Shift+E", "pencil", name="change_substitute"
        )
        self.remove_action = make_action(
            self, _("Take away"), self.remove, "Ctrl+Shift+Del", "trash", name="remove_substitute"
        )
        self.setFocusProxy(self.list)
        self._build()

    def show_card(self, card: PartCard) -> None:
        """Show the numbers and substitutes of this part."""
        self._part = card.id
        data = card.data
        kinds = (
            (NumberKind.OE, (data.oe_no, *data.more_oe_nos)),
            (NumberKind.BARCODE, (data.barcode, *data.more_barcodes)),
            (NumberKind.ALIAS, data.aliases),
        )
        told = [f"{label(kind)}\n" + "\n".join(codes) for kind, codes in kinds if any(codes)]
        self.numbers.setText("\n\n".join(told) or _("No OE number, no barcode."))
        self._rows = substitutes.substitutes(card.id)
        self.list.show_rows(self._rows)
        if self._rows and self.list.current_row() is None:
            self.list.selectRow(0)
        self._enable()

    def count(self) -> int:
        """How many substitutes there are."""
        return len(self._rows)

    def add(self) -> None:
        """Name another part that may be fitted instead."""
        if self._part is not None:
            _open(SubstituteForm(self._desk, self, self._part))

    def change(self) -> None:
        """Other words for the one under the bar."""
        one = self.list.current_row()
        if self._part is not None and one is not None:
            _open(SubstituteForm(self._desk, self, self._part, one))

    def remove(self) -> None:
        """Neither may be fitted instead of the other any more; it can be undone."""
        one, part_id = self.list.current_row(), self._part
        if one is None or part_id is None:
            return
        substitutes.remove_substitute(self._desk.by(), part_id, one.part.id)

        def put_back() -> None:
            substitutes.set_substitute(
                self._desk.by(), part_id, one.part.id, note=one.note, both_ways=one.both_ways
            )

        words = _("{code} is no substitute any more.").format(code=one.part.code)
        toast(self, words, "ok", (_("Undo"), guarded(self, put_back)))

    def _enable(self) -> None:
        chosen = self.list.current_row() is not None
        self.change_action.setEnabled(chosen)
        self.remove_action.setEnabled(chosen)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for action in (self.add_action, self.change_action, self.remove_action):
            buttons.addWidget(action_button(action))
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.list, 1)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 6, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.numbers)
        layout.addLayout(right, 1)


def _open(form: QDialog) -> None:
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.open()


def _columns() -> list[Column]:
    def tone(one: Substitute) -> str | None:
        return None if one.part.available_milli > 0 else "muted"

    def name(one: Substitute) -> str:
        part = one.part
        return " · ".join(word for word in (part.name, part.brand, part.spec) if word)

    def ways(one: Substitute) -> str:
        return _("both ways") if one.both_ways else _("one way")

    return [
        Column("code", _("Code"), 108, "left", lambda one: one.part.code, tone, bold=True),
        Column("name", _("Part"), 0, "left", name, tone),
        Column(
            "free",
            _("Available"),
            width_of([_("Available")]),
            "right",
            lambda one: format_quantity(one.part.available_milli),
            tone,
        ),
        Column("price", _("Price"), 86, "right", lambda one: format_yuan(one.part.price_fen), tone),
        Column("ways", _("Holds"), width_of([_("both ways"), _("one way")]), "left", ways, tone),
        Column("note", _("Note"), 0, "left", lambda one: one.note, tone),
    ]
