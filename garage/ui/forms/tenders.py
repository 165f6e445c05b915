"""How a bill is paid: one or several methods with their amounts, and the change that goes back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.settlements import Cover, PayMethod, Tender, amount_taken, total_of
from garage.errors import FieldError
from garage.i18n import _
from garage.ui.forms.order_head import set_tone
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import MoneyField

USUAL = (PayMethod.WECHAT, PayMethod.ALIPAY, PayMethod.CASH, PayMethod.CARD, PayMethod.TRANSFER)
"""Methods by how often a garage sees them, offered in this order."""


class TenderRow(QWidget):
    """One method with its amount."""

    edited = Signal()
    removed = Signal()

    def __init__(self, number: int, method: PayMethod, amount_fen: int) -> None:
        super().__init__()
        self.method = ChoiceField(choices=[(one, label(one)) for one in USUAL])
        self.method.setObjectName(f"method_{number}")
        self.method.setAccessibleName(_("Method {n}").format(n=number))
        self.method.set_value(method)
        self.method.edited.connect(self.edited)
        self.amount = MoneyField()
        self.amount.setObjectName(f"amount_{number}")
        self.amount.setAccessibleName(_("Amount {n}").format(n=number))
        self.amount.set_fen(amount_fen or None)
        self.amount.textEdited.connect(self.edited)
        self.remove = QToolButton()
        self.remove.setObjectName(f"remove_{number}")
        self.remove.setIcon(icon("close", "muted"))
        self.remove.setToolTip(_("Remove"))
        self.remove.setAccessibleName(_("Remove"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.method, 1)
        layout.addWidget(self.amount, 1)
        layout.addWidget(self.remove)


class TenderPanel(QWidget):
    """A field of a form; `value()` are the tenders. One row follows the bill until somebody types into it."""

    edited = Signal()
    settled = Signal()
    """Enter in an amount, and the amounts make the bill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field_name = "tenders"
        self._payable_fen = 0
        self._known = True
        self._cover: Cover | None = Cover.FULL
        self._optional = False
        self._follows = True
        self._rows: list[TenderRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.outcome = QLabel()
        self.outcome.setObjectName("outcome")
        font = QFont(self.outcome.font())
        font.setPointSizeF(15)
        font.setBold(True)
        self.outcome.setFont(font)
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add_button = QPushButton(icon("plus", "accent"), _("Another method"))
        self.add_button.setObjectName("add_method")
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.setProperty("link", True)
        self.add_button.setAutoDefault(False)
        set_key(self.add_button, "Alt+A")
        self.add_button.setToolTip(f"{self.add_button.text()} (Alt+A)")
        self.add_button.clicked.connect(self._add_rest)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self.outcome)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._quick_buttons())
        layout.addLayout(self._column)
        layout.addLayout(foot)
        self.add_row(USUAL[0], 0)

    # What others use

    def set_payable(self, fen: int | None) -> None:
        """The bill changed; an untouched single row follows it. None: nobody knows yet what it comes to."""
        self._known = fen is not None
        if fen is not None:
            self._payable_fen = fen
            self._follow()
        self._say()

    def set_cover(self, cover: Cover | None, *, optional: bool = False) -> None:
        """How far the money must go: None for any sum; only the whole stands in the row by itself.

        `optional`: nothing at all is fine too.
        """
        self._cover, self._optional = cover, optional
        self._follow()
        self._touch()

    def _follow(self) -> None:
        if self._follows and len(self._rows) == 1:
            self._rows[0].amount.set_fen(self._whole())

    def _whole(self) -> int | None:
        """What an untouched single row says."""
        return (self._payable_fen or None) if self._cover is Cover.FULL else None

    def set_method(self, method: PayMethod) -> None:
        """The whole bill by this method."""
        while len(self._rows) > 1:
            self._drop(self._rows[-1])
        self._follows = True
        self._rows[0].method.set_value(method)
        self._follow()
        self._touch()

    def add_row(self, method: PayMethod, amount_fen: int) -> TenderRow:
        """A further method."""
        row = TenderRow(len(self._rows) + 1, method, amount_fen)
        row.edited.connect(self._on_typed)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.addWidget(row)
        self._show_crosses()
        return row

    def rows(self) -> list[TenderRow]:
        """The rows on screen."""
        return list(self._rows)

    def value(self) -> list[Tender]:
        """The tenders typed, empty amounts left out; raises FieldError for one that cannot be read."""
        if not self._payable_fen and self._cover is not None:
            return []
        try:
            typed = [(row.method.value(), row.amount.fen()) for row in self._rows]
        except FieldError as error:
            raise FieldError(self.field_name, error.text) from error
        return [Tender(method, fen) for method, fen in typed if fen]

    def set_value(self, tenders: Sequence[Tender]) -> None:
        """Show these."""
        for row in self.rows():
            self._drop(row)
        for tender in tenders:
            self.add_row(tender.method, tender.amount_fen)
        self._follows = False
        self._touch()

    def raw(self) -> list[tuple[PayMethod, str]]:
        """What stands in the rows; an untouched row is nothing yet."""
        return [] if self._follows else [(row.method.value(), row.amount.text()) for row in self._rows]

    def change_fen(self) -> int | None:
        """Change that goes back, None while the amounts are not what they should be."""
        if not self._known:
            return None
        try:
            tenders = self.value()
            if not tenders and (self._optional or (self._cover is not None and not self._payable_fen)):
                return 0
            total = total_of(tenders)
            return total - amount_taken(self._payable_fen, tenders, self._cover) if self._cover else 0
        except FieldError:
            return None

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._rows[0].amount.setFocus(reason)
        self._rows[0].amount.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        in_amount = any(row.amount.hasFocus() for row in self._rows)
        if enter and in_amount and not event.isAutoRepeat() and self.change_fen() is not None:
            self.settled.emit()
        else:
            super().keyPressEvent(event)

    # Inside

    def _quick_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for place, method in enumerate(USUAL, 1):
            button = QPushButton(label(method))
            button.setObjectName(f"all_by_{method.value}")
            button.setAccessibleName(_("All by {method}").format(method=label(method)))
            button.setToolTip(f"{button.accessibleName()} (Alt+{place})")
            set_key(button, f"Alt+{place}")
            button.setProperty("chip", True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.clicked.connect(partial(self._all_by, method))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _all_by(self, method: PayMethod, _checked: bool = False) -> None:
        """The whole bill by this method; with the keyboard in one row of several, only that row: the others stay."""
        focused = QApplication.focusWidget()
        row = next((one for one in self._rows if focused is not None and one.isAncestorOf(focused)), None)
        if row is None or len(self._rows) == 1:
            self.set_method(method)
            self.setFocus()
            return
        row.method.set_value(method)
        row.amount.setFocus()
        row.amount.selectAll()
        self._touch()

    def _add_rest(self) -> None:
        used = {row.method.value() for row in self._rows}
        method = next((one for one in USUAL if one not in used), PayMethod.CASH)
        known = sum(row.amount.value_if_read() or 0 for row in self._rows)
        rest = max(0, self._payable_fen - known) if self._cover is Cover.FULL else 0
        row = self.add_row(method, rest)
        self._follows = False
        row.amount.setFocus()
        row.amount.selectAll()
        self._touch()

    def _remove(self, row: TenderRow) -> None:
        self._drop(row)
        self._follows = False
        self._touch()

    def _drop(self, row: TenderRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_crosses()

    def _show_crosses(self) -> None:
        for row in self._rows:
            row.remove.setVisible(len(self._rows) > 1)

    def _on_typed(self) -> None:
        self._follows = len(self._rows) == 1 and self._rows[0].amount.value_if_read() == self._whole()
        self._touch()

    def _touch(self) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        """What the amounts come to, large enough for both sides of the counter."""
        known = sum(row.amount.value_if_read() or 0 for row in self._rows)
        change, rest = self.change_fen(), self._payable_fen - known
        text, tone = _("{amount} too much").format(amount=format_yuan(-rest)), "bad"
        if not self._known:
            text, tone = "", ""
        elif self._cover is None:
            text, tone = (format_yuan(known), "ok") if known else ("", "")
        elif change:
            text, tone = _("Change {amount}").format(amount=format_yuan(change)), "ok"
        elif change == 0 and rest > 0:
            text, tone = _("{amount} stays owed").format(amount=format_yuan(rest)), "warn"
        elif change == 0 and rest < 0:
            text, tone = _("{amount} goes back").format(amount=format_yuan(-rest)), "warn"
        elif change == 0:
            text, tone = _("Adds up"), "ok"
        elif rest > 0:
            text, tone = _("{amount} missing").format(amount=format_yuan(rest)), "warn"
        self.outcome.setText(text)
        set_tone(self.outcome, tone)
