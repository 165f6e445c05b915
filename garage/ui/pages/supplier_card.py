"""The card of a supplier: who it is, its terms, what is owed by age, and how its rating came about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.domain.supplier_accounts import Age, Ageing
from garage.domain.supplier_rating import LEAST_LINES, Criterion, Rating
from garage.i18n import _, ngettext
from garage.services.suppliers import SupplierRow
from garage.ui.kit.elided import Elided
from garage.ui.pages.customer_parts import plain_label, set_tone
from garage.ui.pages.supplier_list import GRADE_TONES, grade_words

_WIDTH = 340


class SupplierCard(QFrame):
    """Name and grade, what is owed, then everything else that is known."""

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("supplier_card")
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self.name = Elided("supplier_name", "title")
        self.grade = plain_label("supplier_grade")
        self.balance = plain_label("supplier_balance")
        self.rated = plain_label("supplier_rated", "muted", wraps=True)
        self.about = plain_label("supplier_about", wraps=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._ages = {age: (plain_label(f"age_{age}", "muted"), plain_label(f"age_{age}_fen")) for age in Age}
        self._criteria = {
            kind: (plain_label(f"rated_{kind}", "muted"), plain_label(f"rated_{kind}_bp"))
            for kind in Criterion
        }
        self._build(buttons)

    def show_supplier(self, row: SupplierRow, ageing: Ageing, rating: Rating) -> None:
        """Show this supplier."""
        self.name.show_text(row.name)
        self.grade.setText(grade_words(rating.grade) if rating.grade else _("not rated yet"))
        set_tone(self.grade, GRADE_TONES[rating.grade] if rating.grade else "muted")
        self._show_balance(row, ageing)
        self._show_rating(rating)
        self.about.setText("\n".join(_about(row)))

    def show_costs(self, shown: bool) -> None:
        """Show what is owed, or not."""
        self._money.setVisible(shown)

    def _show_balance(self, row: SupplierRow, ageing: Ageing) -> None:
        words = _("Owed {amount}") if row.payable_fen >= 0 else _("Paid in advance {amount}")
        self.balance.setText(words.format(amount=format_yuan(abs(row.payable_fen))))
        for age, (caption, figure) in self._ages.items():
            fen = ageing.fen[age]
            caption.setText(label(age))
            figure.setText(format_yuan(fen))
            set_tone(figure, "" if age is Age.NOT_DUE else "bad")
            for part in (caption, figure):
                part.setVisible(bool(fen))

    def _show_rating(self, rating: Rating) -> None:
        if rating.lines:
            count = ngettext("{n} delivered line", "{n} delivered lines", rating.lines)
            words = count.format(n=rating.lines)
            if rating.lines < LEAST_LINES:
                words = _("{lines}; rated from {n} on").format(lines=words, n=LEAST_LINES)
        else:
            words = _("Nothing was delivered in the period that is rated.")
        self.rated.setText(words)
        for kind, (caption, figure) in self._criteria.items():
            bp = rating.bp[kind]
            caption.setText(label(kind))
            figure.setText("" if bp is None else f"{format_decimal(bp, 2)} %")
            set_tone(figure, GRADE_TONES[rating.grades[kind]] if kind in rating.grades else "")
            for part in (caption, figure):
                part.setVisible(bp is not None)

    def _build(self, buttons: list[QPushButton]) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        for button in buttons:
            top.addWidget(button)
        font = self.balance.font()
        font.setBold(True)
        self.balance.setFont(font)
        self._money = QWidget()
        money = QVBoxLayout(self._money)
        money.setContentsMargins(0, 0, 0, 0)
        money.setSpacing(3)
        money.addWidget(self.balance)
        money.addLayout(_grid(list(self._ages.values())))
        inside = QWidget()
        inside.setObjectName("form_body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(4)
        column.addWidget(self._money)
        column.addSpacing(6)
        column.addWidget(self.grade)
        column.addLayout(_grid(list(self._criteria.values())))
        column.addWidget(self.rated)
        column.addSpacing(6)
        column.addWidget(self.about)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("supplier_facts")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 10)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(scroll, 1)


def _grid(rows: list[tuple[QLabel, QLabel]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for line, (caption, figure) in enumerate(rows):
        figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(caption, line, 0)
        grid.addWidget(figure, line, 1)
    return grid


def _about(row: SupplierRow) -> list[str]:
    who = " · ".join(word for word in (row.contact, display_phone(row.phone) if row.phone else "") if word)
    told = [
        ("{text}", who),
        ("{text}", row.email),
        ("{text}", row.address),
        (_("Credit code {text}"), row.uscc),
        (_("Account {text}"), row.bank_account),
        (_("Takes back: {text}"), _(", ").join(row.return_policy.splitlines())),
        (_("Note: {text}"), row.note),
    ]
    lines = [words.format(text=text) for words, text in told if text]
    if row.payment_days:
        days = ngettext("To be paid within {days} day", "To be paid within {days} days", row.payment_days)
        lines.append(days.format(days=row.payment_days))
    if row.lead_days:
        days = ngettext("Delivers within {days} day", "Delivers within {days} days", row.lead_days)
        lines.append(days.format(days=row.lead_days))
    return lines
