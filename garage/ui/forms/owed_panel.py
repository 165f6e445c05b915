"""What an order that is about to leave still owes the stock (B3, E3)."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from garage.domain.lines import COUNTING
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import old_part_duties, order_lines
from garage.ui.desk import Desk
from garage.ui.forms.old_parts import OldPartsDialog
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.icons import IconLabel, icon


class OwedPanel(QFrame):
    """What an order that is about to leave still owes the stock: old parts, and new ones nobody is billed for."""

    def __init__(self, desk: Desk, order_id: int) -> None:
        super().__init__()
        self.setObjectName("owed")
        self.setProperty("panel", "warn")
        self._desk, self._order_id = desk, order_id
        self._words = QLabel()
        self._words.setObjectName("owed_words")
        self._words.setWordWrap(True)
        self.button = QPushButton(icon("box", "accent"), _("Old parts…"))
        self.button.setObjectName("owed_old_parts")
        self.button.setAccessibleName(self.button.text())
        self.button.setProperty("link", True)
        self.button.setAutoDefault(False)
        set_key(self.button, "Alt+O")
        self.button.setToolTip(f"{self.button.text()} (Alt+O)")
        self.button.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("warning", "warn"))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.refresh()

    def refresh(self) -> None:
        """Say what is owed now; nothing hides the panel."""
        owed = old_part_duties.open_duties(order_id=self._order_id)
        told = [
            _("{who} still owes the old part: {count} × {part}.").format(
                who=one.who, count=format_quantity(one.qty_milli), part=one.part
            )
            for one in owed
        ]
        told += unreturned_words(self._order_id)
        self._words.setText("\n".join(told))
        self.button.setVisible(bool(owed))
        self.setVisible(bool(told))

    def _open(self) -> None:
        dialog = OldPartsDialog(self, self._desk, self._order_id)
        dialog.exec()
        dialog.deleteLater()
        self.refresh()


def unreturned_words(order_id: int) -> list[str]:
    """New parts that an order holds and nobody is billed for (B3)."""
    found = []
    for line in order_lines.all_lines_of(order_id):
        billed = line.qty_milli if line.status in COUNTING else 0
        if line.issued_milli > billed:
            count = format_quantity(line.issued_milli - billed)
            found.append(
                _("{count} × {name} was drawn and is on no bill: give it back.").format(
                    count=count, name=line.name
                )
            )
    return found
