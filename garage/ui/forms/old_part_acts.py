"""What is done with a tagged part: counted in, moved, described, decided on, handed to the customer (E1, E2)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.old_parts import OldPartAct, OldPartPurpose
from garage.domain.orders import ConsentChannel
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import old_part_duties, old_part_owners, old_part_rows, old_parts, orders
from garage.services.old_part_rows import OldPartRow
from garage.ui.desk import Desk
from garage.ui.forms.old_part_tag import shelf_field
from garage.ui.forms.order_head import about, words
from garage.ui.forms.tick_table import Ticked, TickTable
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog


def about_part(row: OldPartRow) -> str:
    """The tag in one line: number, part, quantity, plate, order."""
    quantity = f"{format_quantity(row.qty_milli)} {row.unit}".strip()
    return " · ".join(word for word in (row.no, row.name, quantity, row.plate, row.order_no) if word)


class OldPartActForm(FormDialog):
    """A form about one old part."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: OldPartRow, title: str, width: int) -> None:
        super().__init__(parent, title, about_part(row), default_text=title, width=width)
        self._desk, self._row = desk, row

    def renew(self) -> None:
        self._row = old_part_rows.one(self._row.id)


class IntactForm(OldPartActForm):
    """A form that says how a part looks; what was opened is as it came off only with a reason."""

    def add_state(self, hint: str = "") -> None:
        """Condition, tick, and the reason for ticking it again."""
        self._condition = self.add_field("condition", _("Condition"), fields.LineField(limit=200), hint)
        self._intact = self.add_field("intact", "", fields.TickField(_("As it came off")))
        self._reason = self.add_field(
            "reason", _("Why it is as it came off after all"), fields.LineField(limit=200), required=True
        )
        self._intact.toggled.connect(self._fit_reason)

    def load_state(self) -> None:
        """As the register says."""
        self._condition.set_value(self._row.condition)
        self._intact.set_value(self._row.intact)
        self._fit_reason()

    def told(self) -> dict[str, Any]:
        """What is typed, as the acts take it."""
        again = self._intact.value() and not self._row.intact
        return {
            "condition": self._condition.value(),
            "intact": self._intact.value(),
            "reason": self._reason.value() if again else "",
        }

    def _fit_reason(self) -> None:
        again = self._intact.value() and not self._row.intact
        box = self.body.boxes["reason"]
        box.setVisible(again)
        box.field.setVisible(again)  # what is hidden is not asked for either
        self.grow_soon()


class CountInForm(IntactForm):
    """The part is here: where it lies, and how it looks."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: OldPartRow) -> None:
        super().__init__(parent, desk, row, _("Count in"), 560)
        self.setObjectName("count_in_form")
        self._shelf = self.add_field("shelf", _("Shelf"), shelf_field(), required=True)
        self.add_state(_("Cracked, worn, burnt …"))
        self._back = fields.TickField(_("Take the charge for the lost old part back"))
        charges = [] if row.line_id is None else old_part_duties.charged_of(row.line_id)
        if charges:
            said = _("{who} was charged {amount} on {day}: {reason}")
            told = [
                said.format(
                    who=one.who,
                    amount=format_yuan(one.charge_fen),
                    day=f"{one.charged_at:%Y-%m-%d}",
                    reason=one.reason,
                )
                for one in charges
            ]
            self.add_field("charge_back", "", self._back, "\n".join(told))
        self.add_widget(words(_("Whoever took the new part no longer owes the old one."), "muted"))

    def load(self) -> None:
        self._shelf.setText(self._row.shelf)
        self._back.set_value("charge_back" in self.body.boxes)
        self.load_state()

    def save(self) -> int:
        old_parts.count_in(
            self._desk.by(),
            self._row.id,
            self._row.version,
            shelf=self._shelf.text(),
            charge_back=self._back.value(),
            **self.told(),
        )
        return self._row.id


class ShelfForm(OldPartActForm):
    """Another shelf."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: OldPartRow) -> None:
        super().__init__(parent, desk, row, _("Move to another shelf"), 480)
        self.setObjectName("old_part_shelf_form")
        self._shelf = self.add_field("shelf", _("Shelf"), shelf_field(), required=True)

    def load(self) -> None:
        self._shelf.setText(self._row.shelf)
        self._shelf.selectAll()

    def save(self) -> int:
        old_parts.shelve(self._desk.by(), {self._row.id: self._row.version}, self._shelf.text())
        return self._row.id


class ConditionForm(IntactForm):
    """How the part looks; what a claim rests on is not opened."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: OldPartRow) -> None:
        super().__init__(parent, desk, row, _("Note the condition"), 520)
        self.setObjectName("old_part_condition_form")
        self.add_state()

    def load(self) -> None:
        self.load_state()

    def save(self) -> int:
        old_parts.note_condition(self._desk.by(), self._row.id, self._row.version, **self.told())
        return self._row.id


class DecideForm(OldPartActForm):
    """Whom the part is for, and why that changes; what is the customer's only they can leave, and say so."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: OldPartRow) -> None:
        super().__init__(parent, desk, row, _("Decide whom it is for"), 560)
        self.setObjectName("old_part_decide_form")
        choices = [(one, label(one)) for one in OldPartPurpose if one is not OldPartPurpose.UNDECIDED]
        self._purpose = self.add_field(
            "purpose", _("For whom"), fields.ChoiceField(choices=choices), required=True
        )
        self._reason = self.add_field(
            "reason",
            _("Reason"),
            fields.TextField(limit=200, lines=2),
            _("The customer left it, the supplier does not take it back …"),
            required=True,
        )
        self._who = self.add_field("said_by", _("Who left it"), fields.LineField(limit=60), required=True)
        ways = [(one, label(one)) for one in ConsentChannel]
        self._how = self.add_field(
            "how", _("How they said so"), fields.ChoiceField(choices=ways), beside=True
        )
        self._prints = self.add_field("prints", "", fields.TickField(_("Print the list to sign")))
        self._purpose.edited.connect(self._fit)

    @property
    def prints(self) -> bool:
        """Whether the customer left it, and the list to sign is wanted."""
        return self._asks_now and self._prints.value()

    def load(self) -> None:
        purpose = self._row.purpose
        self._purpose.set_value(None if purpose is OldPartPurpose.UNDECIDED else purpose)
        self._who.set_value(self._row.customer)
        self._how.set_value(ConsentChannel.SIGNED)
        self._prints.set_value(True)
        self._fit()

    def save(self) -> int:
        seen, purpose = {self._row.id: self._row.version}, self._purpose.value()
        if self._asks():
            old_parts.waive(self._desk.by(), seen, self._who.value(), self._how.value(), purpose)
        else:
            old_parts.decide(self._desk.by(), seen, purpose, self._reason.value())
        return self._row.id

    def _show(self, name: str, shown: bool) -> None:
        box = self.body.boxes[name]
        box.setVisible(shown)
        box.field.setVisible(shown)  # what is hidden is not asked for either

    def _asks(self) -> bool:
        purpose = self._purpose.value()
        return purpose is not None and old_part_owners.asks_customer(self._row.id, purpose)

    def _fit(self) -> None:
        """What the garage decides has a reason, what the customer leaves their word."""
        asks = self._asks_now = self._asks()
        for name in ("said_by", "how", "prints"):
            self._show(name, asks)
        self._show("reason", not asks)
        self.grow_soon()


def part_table(name: str = "parts") -> TickTable:
    """Old parts to tick."""
    columns = [(_("Tag"), 150), (_("Part"), 0), (_("Quantity"), 90), (_("Plate"), 110), (_("Lies at"), 120)]
    return TickTable(name, _("Removed parts"), columns)


def ticked(rows: Sequence[OldPartRow], chosen: Sequence[int]) -> list[Ticked]:
    """Rows of `part_table`, those that are `chosen` ticked."""
    return [
        Ticked(
            row.id,
            (
                row.no,
                row.name,
                f"{format_quantity(row.qty_milli)} {row.unit}".strip(),
                row.plate,
                row.place or label(row.state),
            ),
            row.id in chosen,
        )
        for row in rows
    ]


class HandOverForm(FormDialog):
    """The customer takes the old parts of an order or leaves them, and signs; `saved` carries what they spoke of."""

    def __init__(self, parent: QWidget | None, desk: Desk, order_id: int) -> None:
        page = orders.open_page(order_id)
        title = _("Hand old parts over")
        super().__init__(parent, title, about(page), default_text=title, width=820)
        self.setObjectName("hand_over_old_parts_form")
        self._desk, self._page = desk, page
        self._rows: dict[int, OldPartRow] = {}
        self.parts = self.add_field(
            "parts", _("Removed parts"), part_table(), _("Space ticks a part, Ctrl+A all.")
        )
        self._who = self.add_field(
            "handed_to", _("Who takes or leaves them"), fields.LineField(limit=60), required=True
        )
        self._leaves = self.add_field(
            "leaves",
            "",
            fields.TickField(_("The customer leaves the others with the garage")),
            beside=True,
        )
        self._prints = self.add_field("prints", "", fields.TickField(_("Print the list to sign")))

    @property
    def prints(self) -> bool:
        """Whether the list to sign is wanted."""
        return self._prints.value()

    def load(self) -> None:
        may = [row for row in old_parts.of_order(self._page.id) if row.may(OldPartAct.HAND_OVER)]
        self._rows = {row.id: row for row in may}
        theirs = [row.id for row in may if row.purpose is OldPartPurpose.CUSTOMER]
        self.parts.show_rows(ticked(may, theirs or list(self._rows)))
        self._who.set_value(self._page.reception.brought_by or self._page.customer)
        self._prints.set_value(True)
        self.parts.setFocus()
        if not may:
            self.say_at_foot(_("Nothing of this order is here for the customer."))

    def save(self) -> list[int]:
        taken = self.parts.value()
        by, who = self._desk.by(), self._who.value()
        left = {ref: row.version for ref, row in self._rows.items() if ref not in taken}
        old_parts.part_with(
            by,
            {ref: self._rows[ref].version for ref in taken},
            left if self._leaves.value() else {},
            who,
        )
        return [*taken, *(left if self._leaves.value() else ())]

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)
