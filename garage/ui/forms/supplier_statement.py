"""The statement of a supplier's account over any days: on screen, on paper, and as a workbook."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.i18n import _
from garage.services import supplier_statements, suppliers
from garage.services.supplier_statements import Period
from garage.ui.desk import Desk
from garage.ui.forms.supplier_papers import print_statement
from garage.ui.kit import fields
from garage.ui.kit.actions import make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView


class StatementDialog(QDialog):
    """Two days and what happened between them; the figures follow as soon as both can be read."""

    def __init__(self, desk: Desk, parent: QWidget | None, supplier_id: int) -> None:
        super().__init__(parent)
        self._desk, self._id = desk, supplier_id
        name = suppliers.open_supplier(supplier_id).name
        self.setObjectName("supplier_statement_window")
        self.setWindowTitle(_("Statement of account"))
        self.setAccessibleName(f"{self.windowTitle()}: {name}")
        self.since = fields.DateField(now=desk.now)
        self.until = fields.DateField(now=desk.now)
        self.figures = QLabel()
        self.ages = QLabel()
        self.list = ListView(name="statement_lines", title=f"{_('Statement of account')} {name}")
        self._period: Period | None = None
        self.list.set_model(KeysetModel(_columns(), self._fetch, lambda row: row[0], parent=self))
        self.list.set_empty(_("Nothing happened on these days."))
        self.list.describe = lambda: f"{self.since.text()} – {self.until.text()}"
        self._build(name)
        self._choose_month(desk.today())
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
        self.print_button.setEnabled(good)
        if not good:
            return
        self._period = period = supplier_statements.period(self._id, since, until)
        self.figures.setText(
            _("Opening {opening}   Closing {closing}").format(
                opening=format_yuan(period.opening_fen), closing=format_yuan(period.closing_fen)
            )
        )
        told = [f"{label(age)} {format_yuan(fen)}" for age, fen in period.ageing.fen.items() if fen]
        if period.ageing.prepaid_fen:
            told.append(_("Paid in advance {amount}").format(amount=format_yuan(period.ageing.prepaid_fen)))
        self.ages.setText("   ".join(told))
        self.list.rows().reload()

    def print(self) -> None:
        """The paper, for the supplier to agree to."""
        if self._period is not None and self.print_button.isEnabled():
            print_statement(self, self._desk, self._id, self._period.since, self._period.until)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def _choose_month(self, day: date) -> None:
        first = day.replace(day=1)
        self.since.set_value((first - timedelta(days=1)).replace(day=1))
        self.until.set_value(day)
        self.show_period()

    def _fetch(self, _cursor: object | None, _limit: int) -> Page:
        if self._period is None:
            return Page((), None)
        return Page(list(enumerate(self._period.lines)), None)

    def _build(self, name: str) -> None:
        heading = QLabel(f"{self.windowTitle()} · {name}")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("tone", "title")
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
        self.print_button = self._button(_("Print"), "print", "Ctrl+P", self.print)
        close = self._button(_("Back"), "back", "Esc", self.reject)
        days.addWidget(self.print_button)
        days.addWidget(close)
        for text, tone in ((self.figures, "section"), (self.ages, "muted")):
            text.setProperty("tone", tone)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
        self.figures.setObjectName("statement_figures")
        self.ages.setObjectName("statement_ages")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addLayout(days)
        layout.addWidget(self.figures)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.list.footer)
        layout.addWidget(self.ages)

    def _button(self, text: str, symbol: str, keys: str, slot: object) -> QPushButton:
        action = make_action(self, text, slot, keys, symbol, name=f"statement_{symbol}")
        button = QPushButton(icon(symbol, "text"), text)
        button.setObjectName(f"statement_{symbol}_button")
        button.setAccessibleName(text)
        button.setToolTip(action.toolTip())
        button.setAutoDefault(False)
        button.clicked.connect(action.trigger)
        return button


def _columns() -> list[Column]:
    def amount(fen: int) -> str:
        return format_plain(fen) if fen else ""

    return [
        Column("at", _("Date"), 100, "left", lambda row: f"{row[1].at:%Y-%m-%d}"),
        Column("kind", _("What"), 128, "left", lambda row: label(row[1].kind)),
        Column("document", _("Document"), 172, "left", lambda row: row[1].document),
        Column("due", _("Due on"), 94, "left", lambda row: f"{row[1].due_on or ''}"),
        Column(
            "more", _("Owed more"), 110, "right", lambda row: amount(max(row[1].amount_fen, 0)), total=True
        ),
        Column(
            "less", _("Owed less"), 110, "right", lambda row: amount(max(-row[1].amount_fen, 0)), total=True
        ),
        Column(
            "balance", _("Balance"), 110, "right", lambda row: format_plain(row[1].balance_fen), bold=True
        ),
        Column("note", _("Note"), 0, "left", lambda row: row[1].note),
    ]
