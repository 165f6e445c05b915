"""What an order that is about to leave still has in the house for the customer (C1, E2)."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from garage.domain.old_parts import OldPartPurpose
from garage.i18n import _, ngettext
from garage.services import old_part_rows
from garage.ui.desk import Desk
from garage.ui.forms import print_old_parts
from garage.ui.forms.old_part_acts import HandOverForm
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.icons import IconLabel, icon


class OldPartPanel(QFrame):
    """Says how many tagged parts wait for the customer, and hands them over against a signature."""

    def __init__(self, desk: Desk, order_id: int) -> None:
        super().__init__()
        self.setObjectName("old_parts_here")
        self.setProperty("panel", "warn")
        self._desk, self._order_id = desk, order_id
        self._words = QLabel()
        self._words.setObjectName("old_parts_here_words")
        self._words.setWordWrap(True)
        self.button = QPushButton(icon("person", "accent"), _("Hand over…"))
        self.button.setObjectName("hand_old_parts_here")
        self.button.setAccessibleName(_("Hand old parts over"))
        self.button.setProperty("link", True)
        self.button.setAutoDefault(False)
        set_key(self.button, "Alt+H")
        self.button.setToolTip(f"{self.button.accessibleName()} (Alt+H)")
        self.button.clicked.connect(self.hand_over)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("box", "warn"))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.refresh()

    def refresh(self) -> None:
        """Say what waits now; nothing hides the panel."""
        count = old_part_rows.waiting(self._order_id).get(OldPartPurpose.CUSTOMER, 0)
        text = ngettext(
            "{n} tagged part waits for the customer.", "{n} tagged parts wait for the customer.", count
        )
        self._words.setText(text.format(n=count))
        self.setVisible(count > 0)

    def hand_over(self) -> None:
        """The customer takes them; the list to sign where it is wanted."""
        form = HandOverForm(self, self._desk, self._order_id)
        taken: list[int] = []
        form.saved.connect(taken.extend)
        form.exec()
        if taken and form.prints:
            print_old_parts.print_handed_over(self, self._desk, self._order_id, taken)
        form.deleteLater()
        self.refresh()
