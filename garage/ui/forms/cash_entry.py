"""Cash that belongs to no bill: put in, spent, for scrap, taken to the bank (C3)."""

from PySide6.QtWidgets import QWidget

from garage.domain.cash_ups import INWARD, OUTWARD, CashKind
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.settlements import PayMethod
from garage.i18n import _
from garage.services import cash_book
from garage.ui.desk import Desk
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField

KINDS = (CashKind.EXPENSE, CashKind.FLOAT, CashKind.SCRAP, CashKind.BANK, CashKind.OTHER)
"""By how often they come."""


class CashEntryForm(FormDialog):
    """One entry of the cash book; `saved` carries its number."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        title = _("Money in or out")
        super().__init__(parent, title, default_text=title, width=560)
        self.setObjectName("cash_entry_form")
        self._desk = desk
        self._papers = {no: fen for no, _taker, fen in cash_book.open_scrap()}
        self._kind = self.add_field(
            "kind", _("What it is"), ChoiceField(choices=[(kind, label(kind)) for kind in KINDS])
        )
        self._out = self.add_field(
            "out",
            _("Which way"),
            ChoiceField(choices=[(True, _("Out of the till")), (False, _("Into the till"))]),
            beside=True,
        )
        scrap = [(no, f"{no} · {taker} · {format_yuan(fen)}") for no, taker, fen in cash_book.open_scrap()]
        self._paper = self.add_field(
            "document", _("Paper of the scrap"), ChoiceField(choices=[("", _("None")), *scrap])
        )
        self._amount = self.add_field("amount", _("Amount"), MoneyField(), required=True)
        self._method = self.add_field(
            "method",
            _("Payment by"),
            ChoiceField(choices=[(one, label(one)) for one in PayMethod]),
            beside=True,
        )
        self._text = self.add_field("text", _("What for"), LineField(limit=200), required=True)
        self._kind.edited.connect(self._fit)
        self._paper.edited.connect(self._take_paper)

    def load(self) -> None:
        self._kind.set_value(CashKind.EXPENSE)
        self._method.set_value(PayMethod.CASH)
        self._fit()

    def save(self) -> str:
        kind = self._kind.value()
        return cash_book.enter(
            self._desk.by(),
            kind,
            self._amount.fen(),
            self._text.value(),
            out=self._out.value(),
            method=self._method.value(),
            document=self._paper.value() if kind is CashKind.SCRAP else "",
        )

    def _fit(self) -> None:
        """The direction is known of most kinds; only scrap has a paper."""
        kind = self._kind.value()
        if kind in INWARD or kind in OUTWARD:
            self._out.set_value(kind in OUTWARD)
        elif kind is CashKind.SCRAP:
            self._out.set_value(False)
        self._out.setEnabled(kind not in INWARD and kind not in OUTWARD)
        self.body.boxes["document"].setVisible(kind is CashKind.SCRAP and bool(self._papers))

    def _take_paper(self) -> None:
        """Amount and direction as the paper says."""
        fen = self._papers.get(self._paper.value())
        if fen is not None:
            self._amount.set_value(abs(fen))
            self._out.set_value(fen < 0)
