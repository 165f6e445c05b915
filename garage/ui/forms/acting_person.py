"""Who acts at this seat: everything done from now on carries this person's name."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import staff
from garage.services.staff import Person
from garage.ui.forms.staff import role_words
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView


class ActingPersonDialog(QDialog):
    """Arrows and Enter, or the first letters of a name; `chosen` is the staff id, None when closed by Esc."""

    def __init__(self, current: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("acting_person")
        self.setWindowTitle(_("Who is working here?"))
        self.setAccessibleName(self.windowTitle())
        self.chosen: int | None = None
        heading = QLabel(self.windowTitle())
        heading.setProperty("tone", "title")
        words = QLabel(_("Everything done at this seat from now on carries this name."))
        words.setProperty("tone", "muted")
        words.setWordWrap(True)
        self.list = ListView(self, "people", _("People"))
        self.list.set_model(
            KeysetModel(_columns(), lambda _c, _n: Page(staff.people(), None), _id, parent=self)
        )
        self.list.rows().reload()
        self.list.select_key(current) or self.list.selectRow(0)
        self.list.opened.connect(lambda _person: self.choose())
        choose = QPushButton(icon("check", "on_accent"), _("I am this person"))
        choose.setObjectName("choose")
        choose.setAccessibleName(choose.text())
        choose.setProperty("primary", True)
        choose.setDefault(True)
        choose.setToolTip(f"{choose.text()} (Enter)")
        choose.clicked.connect(self.choose)
        row = QHBoxLayout()
        row.addWidget(self.list.footer)
        row.addStretch(1)
        row.addWidget(choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        for part in (heading, words, self.list):
            layout.addWidget(part)
        layout.addLayout(row)
        self.resize(520, 420)
        self.list.setFocus()

    def choose(self) -> None:
        """Take the person under the bar."""
        person = self.list.current_row()
        if person is not None:
            self.chosen = person.id
            self.accept()


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Full name"), 150, "left", lambda person: person.name, bold=True),
        Column("roles", _("Roles"), 0, "left", role_words, tooltip=role_words),
    )


def _id(person: Person) -> int:
    return person.id
