"""What an order comes to, at the foot of its page: the sum of its lines, later the bill that stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from garage.domain.capitals import rmb_capitals
from garage.domain.lines import Totals
from garage.domain.money import format_plain, format_yuan
from garage.i18n import _
from garage.services.settlements import SettlementRow


class OrderSums(QWidget):
    """The total large, what it is made of below it, and in capitals."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("totals")
        self.total, self.sums, self.capitals = QLabel(), QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        names = {"total": self.total, "sums": self.sums, "capitals": self.capitals}
        for name, words in names.items():
            words.setObjectName(name)
            words.setProperty("tone", "title" if name == "total" else "muted")
            column.addWidget(words, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)

    def show_lines(self, sums: Totals) -> None:
        """While there is no bill: the lines and their discounts."""
        self._show([*_of_lines(sums), (_("Discount"), -sums.line_discount_fen)], sums.net_fen)

    def show_bill(self, sums: Totals, bill: SettlementRow) -> None:
        """The bill: all discounts, what was rounded off, and what was allowed on it later."""
        less = [
            (_("Discount"), -(sums.line_discount_fen + bill.order_discount_fen)),
            (_("Rounded off"), -bill.rounding_off_fen),
            (_("Allowance"), -bill.allowance_fen),
        ]
        self._show([*_of_lines(sums), *less], bill.balance.due_fen)

    def _show(self, amounts: Sequence[tuple[str, int]], total_fen: int) -> None:
        [labour, *others] = amounts
        shown = [f"{word} {format_plain(fen)}" for word, fen in (labour, *(one for one in others if one[1]))]
        self.sums.setText("   ".join(shown))
        self.total.setText(format_yuan(total_fen))
        self.total.setAccessibleName(_("Total {amount}").format(amount=format_yuan(total_fen)))
        self.capitals.setText(rmb_capitals(total_fen))


def _of_lines(sums: Totals) -> list[tuple[str, int]]:
    return [(_("Labour"), sums.labour_fen), (_("Parts"), sums.parts_fen), (_("Other"), sums.other_fen)]
