"""The line at the bottom: who acts, which database is open and backed up, what is late."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.labels import label
from garage.domain.staff import Role
from garage.i18n import _, ngettext
from garage.services import fault_clock, order_list
from garage.ui.desk import Desk
from garage.ui.kit.icons import IconLabel, icon


class StatusLine(QFrame):
    """Small facts that stay in sight; a click on one of them goes there."""

    person_clicked = Signal()
    late_clicked = Signal()
    escalate_clicked = Signal(int)
    """The order that somebody above has to hear of first."""
    backup_clicked = Signal()

    def __init__(self, desk: Desk, database: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self._desk = desk
        self.person = self._link("person", "acting_person_button")
        self.person.clicked.connect(self.person_clicked)
        self.database = QLabel(database)
        self.database.setObjectName("database_name")
        self.database.setProperty("tone", "muted")
        self.database.setTextFormat(Qt.TextFormat.PlainText)
        self._state = IconLabel("check", "ok", 16)
        self._name = database
        self.late = self._link("clock", "late_jobs")
        self.late.clicked.connect(self.late_clicked)
        self.unsolved = self._link("warning", "to_escalate")
        self.unsolved.setToolTip(_("Unsolved for longer than the limit, and nobody above was told"))
        self.unsolved.clicked.connect(lambda: self.escalate_clicked.emit(self._waiting[0]))
        self._waiting: list[int] = []
        self.backup = self._link("save", "backup_state")
        self.backup.clicked.connect(self.backup_clicked)
        self.backup.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 10, 2)
        layout.setSpacing(8)
        layout.addWidget(self.person)
        layout.addSpacing(16)
        layout.addWidget(self._state)
        layout.addWidget(self.database)
        layout.addWidget(self.backup)
        layout.addStretch(1)
        layout.addWidget(self.unsolved)
        layout.addWidget(self.late)
        self.refresh()

    def refresh(self) -> None:
        """Read who acts and how much is late."""
        person = self._desk.person
        first = next((label(role) for role in Role if role in person.roles), "")
        self.person.setText((f"{person.name} · {first}" if first else person.name).replace("&", "&&"))
        self.person.setAccessibleName(_("Acting person: {name}").format(name=person.name))
        self.person.setToolTip(_("Choose who is working here ({keys})").format(keys="Ctrl+U"))
        late = order_list.late(self._desk.by())
        words = ngettext("{count} job late", "{count} jobs late", late).format(count=late)
        self.late.setText(words if late else _("No job late"))
        self.late.setIcon(icon("warning", "warn") if late else icon("clock", "muted"))
        self.late.setAccessibleName(self.late.text())
        self._waiting = fault_clock.to_escalate(self._desk.by())
        count = len(self._waiting)
        said = ngettext("{count} car to escalate", "{count} cars to escalate", count).format(count=count)
        self.unsolved.setText(said)
        self.unsolved.setAccessibleName(said)
        self.unsolved.setVisible(bool(count))

    def show_lost(self, words: str) -> None:
        """The database does not answer; "" when it does again."""
        self._state.set_icon("warning" if words else "check", "warn" if words else "ok")
        self.database.setText(words or self._name)
        self.database.setProperty("tone", "warn" if words else "muted")
        self.database.style().unpolish(self.database)
        self.database.style().polish(self.database)

    def show_backup(self, words: str, tip: str, *, well: bool) -> None:
        """How the last backup went; nothing is shown before anybody knows."""
        self.backup.setText(words.replace("&", "&&"))
        self.backup.setToolTip(tip)
        self.backup.setAccessibleName(words)
        self.backup.setIcon(icon("save", "muted") if well else icon("warning", "warn"))
        self.backup.show()

    def _link(self, symbol: str, name: str) -> QPushButton:
        button = QPushButton(icon(symbol, "accent"), "")
        button.setObjectName(name)
        button.setProperty("link", True)
        button.setAutoDefault(False)
        return button
