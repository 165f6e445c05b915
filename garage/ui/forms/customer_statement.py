"""The statement of a customer's account over any days: on screen, on paper, and as a workbook."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.i18n import _
from garage.services import customers, receivables
from garage.services.receivables import Statement
from garage.ui.desk import Desk
from garage.ui.forms.print_till import print_statement
from garage.ui.kit import fields
from garage.ui.kit.actions import make_action
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView


class CustomerStatementDialog(QDialog):
    """Two days and what happened between them; the figures follow as soon as both can be read."""

    def __init__(self, desk: Desk, parent: QWidget | None, customer_id: int) -> None:
        super().__init__(parent)
        self._desk, self._id = desk, customer_id
        name = customers.open_customer(customer_id).name
        self.setObjectName("customer_statement_window")
        self.setWindowTitle(_("Statement of account"))
        self.setAccessibleName(f"{self.windowTitle()}: {name}")
        self.since = fields.DateField(now=desk.now)
        self.until = fields.DateField(now=desk.now)
        self.figures = QLabel()
        self.ages = QLabel()
        self.list = ListView(name="customer_statement_lines", title=f"{_('Statement of account')} {name}")
        self._told: Statement | None = None
        self.list.set_model(KeysetModel(_columns(), self._fetch, lambda row: row[0], parent=self))
        self.list.set_empty(_("Nothing happened on these days."))
        self.list.describe = lambda: f"{self.since.text()} – {self.until.text()}"
        self.print_action = make_action(
            self, _("Print"), self.print, "Ctrl+P", "print", name="print_customer_statement"
        )
        self.back_action = make_action(
            self, _("Back"), self.reject, "Esc", "back", name="customer_statement_back"
        )
        self._build(name)
        self._choose_months(desk.today())
        room = self.screen().availableSize()
        self.resize(min(980, room.width() - 60), min(640, room.height() - 60))

    def show_period(self) -> None:
        """Read the statement of the days typed; as they stand when one cannot be read."""
        since, until = self.since.value_if_read(), self.until.value_if_read()
        good = isinstance(since, date) and isinstance(until, date) and since <= until
        for field in (self.since, self.until):
            field.setProperty("wrong", not good)
            field.style().unpolish(field)
            field.style().polish(field)
        self.print_action.setEnabled(good)
        if not good:
            return
        self._told = told = receivables.statement_of(self._id, since, until, self._desk.today())
        words = _("Opening {opening}   Closing {closing}")
        self.figures.setText(
            words.format(opening=format_yuan(told.opening_fen), closing=format_yuan(told.closing_fen))
        )
        ages = told.ageing.fen.items() if told.ageing is not None else ()
        self.ages.setText("   ".join(f"{label(age)} {format_yuan(fen)}" for age, fen in ages if fen))
        self.list.rows().reload()

    def print(self) -> None:
        """The paper, for the customer to agree to."""
        if self._told is not None:
            print_statement(self, self._desk, self._id, self._told.since, self._told.until)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def _choose_months(self, day: date) -> None:
        """The month before and this one."""
        self.since.set_value((day.replace(day=1) - timedelta(days=1)).replace(day=1))
        self.until.set_value(day)
        self.show_period()

    def _fetch(self, _cursor: object | None, _limit: int) -> Page:
        if self._told is None:
            return Page((), None)
        return Page(list(enumerate(self._told.lines)), None)

    def _build(self, name: str) -> None:
        heading = QLabel(f"{self.windowTitle()} · {name}")
        days = QHBoxLayout()
        days.setSpacing(8)
        for field, words, key in (
            (self.since, _("First day"), "since"),
            (self.until, _("Last day"), "until"),
        ):
            field.setObjectName(key)
            field.setAccessibleName(words)
            field.setFixedWidth(140)
            field.textChanged.connect(lambda _text: self.show_period())
            caption = QLabel(words)
            caption.setBuddy(field)
            days.addWidget(caption)
            days.addWidget(field)
        days.addStretch(1)
        for action in (self.print_action, self.back_action):
            days.addWidget(_button(action))
        for text, tone in ((heading, "title"), (self.figures, "section"), (self.ages, "muted")):
            text.setProperty("tone", tone)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
        self.figures.setObjectName("customer_statement_figures")
        self.ages.setObjectName("customer_statement_ages")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addLayout(days)
        layout.addWidget(self.figures)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.list.footer)
        layout.addWidget(self.ages)


def _button(action: QAction) -> QPushButton:
    button = QPushButton(action.icon(), action.text())
    button.setObjectName(f"{action.objectName()}_button")
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.setAutoDefault(False)
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button


def _columns() -> list[Column]:
    def amount(fen: int) -> str:
        return format_plain(fen) if fen > 0 else ""

    return [
        Column("at", _("Date"), 100, "left", lambda row: f"{row[1].at:%Y-%m-%d}"),
        Column("kind", _("What"), 180, "left", lambda row: label(row[1].kind)),
        Column("document", _("Document"), 150, "left", lambda row: row[1].document),
        Column("about", _("About"), 0, "left", lambda row: row[1].about),
        Column("more", _("Owes more"), 110, "right", lambda row: amount(row[1].amount_fen), total=True),
        Column("less", _("Owes less"), 110, "right", lambda row: amount(-row[1].amount_fen), total=True),
        Column(
            "balance", _("Balance"), 110, "right", lambda row: format_plain(row[1].balance_fen), bold=True
        ),
    ]
