"""What was bought outside in a week: by whom, for which job, how it was paid; the expense list and its paper."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton

from garage.domain.dates import monday
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import spot_purchases, staff
from garage.services.spot_purchases import WEEK, SpotRow
from garage.ui.desk import Desk
from garage.ui.forms import print_buying
from garage.ui.forms.part import sees_costs
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import fields
from garage.ui.kit.actions import make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column
from garage.ui.pages.buying_panel import Panel


class SpotPanel(Panel):
    """The spot purchases of one week, of one buyer or of all; Enter goes to the job."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "spot", _("Spot purchases"))
        self.start = monday(desk.today())
        self.week = QLabel()
        self.week.setObjectName("spot_week")
        self.week.setProperty("tone", "section")
        self.buyer = fields.ChoiceField()
        self.buyer.setObjectName("spot_buyer")
        self.buyer.setAccessibleName(_("Bought by"))
        self.buyer.setMinimumWidth(160)
        self.buyer.edited.connect(self.refresh)
        self.sum = QLabel()
        self.sum.setObjectName("spot_sum")
        self.sum.setProperty("tone", "title")
        self._before = self._step(_("The week before"), lambda: self.go(-1), "Alt+Left", "back")
        self._after = self._step(_("The week after"), lambda: self.go(1), "Alt+Right", "arrow-right")
        for part in (self._before, self.week, self._after):
            self.top.addWidget(part)
        self.top.addSpacing(16)
        self.top.addWidget(self.buyer)
        self.top.addStretch(1)
        self.top.addWidget(self.sum)
        self._back = self.add_button(_("Take back…"), self.take_back, "Ctrl+Z", "undo")
        self._print = self.add_button(_("Print the list…"), self.print_list, "Ctrl+P", "print")
        self.list.set_empty(
            _(
                "Nothing was bought outside in this week. A spot purchase begins on the parts of its work order."
            )
        )
        self.list.describe = self._week_words
        self.show_columns(_columns(), lambda row: (row.receipt_id, row.code))
        self._fit_person()
        desk.person_changed.connect(self._fit_person)

    # Acts

    def go(self, by: int) -> None:
        """Another week."""
        self.start += by * WEEK
        self.refresh()

    def show_week(self, day: date) -> None:
        """The week in which a day lies."""
        self.start = monday(day)
        self.refresh()

    def open_current(self) -> None:
        row = self._row()
        if row is not None:
            self.order_opened.emit(row.order_id)

    def take_back(self) -> None:
        """The purchase under the bar was wrong: the job gives it back."""
        row = self._row()
        if row is None or row.reversed_at is not None:
            return
        paid = [format_yuan(row.amount_fen)] if sees_costs(self.desk.person) else []
        form = ReasonForm(
            self,
            _("Take the purchase back"),
            " · ".join((row.receipt_no, row.name, *paid)),
            _("The job gives the part back, and its receipt is reversed. Both stay in the books."),
            lambda why: spot_purchases.take_back(self.desk.by(), row.receipt_id, why),
        )
        form.saved.connect(
            lambda _done: toast(self, _("{number} is reversed.").format(number=row.receipt_no))
        )
        self.open_form(form)

    def print_list(self) -> None:
        """The expense list of the week, of the buyer chosen."""
        print_buying.print_expenses(self, self.desk, self.start, self.buyer.value())

    def rows(self) -> list[SpotRow]:
        every = spot_purchases.week(self.start)
        self._offer_buyers(every)
        shown = [row for row in every if self.buyer.value() in (None, row.buyer_id)]
        self.week.setText(self._week_words())
        standing = spot_purchases.standing(shown)
        total = sum(row.amount_fen for row in standing)
        self.sum.setText(_("Laid out {amount}").format(amount=format_yuan(total)))
        self.sum.setToolTip(_by_method(standing))
        return shown

    def refresh_actions(self) -> None:
        row = self._row()
        for part in self._back:
            part.setEnabled(row is not None and row.reversed_at is None)
        for part in self._print:
            part.setEnabled(self.list.rows().rowCount() > 0 and sees_costs(self.desk.person))

    # Inside

    def _fit_person(self) -> None:
        """What parts cost is nobody's business but of those who buy and sell them."""
        shown = sees_costs(self.desk.person)
        place = [column.name for column in self.list.rows().columns].index("amount")
        self.list.setColumnHidden(place, not shown)
        self.sum.setVisible(shown)
        self.refresh_actions()

    def _row(self) -> SpotRow | None:
        row: SpotRow | None = self.list.current_row()
        return row

    def _week_words(self) -> str:
        last = self.start + WEEK - (WEEK / 7)
        return f"{self.start:%Y-%m-%d} – {last:%m-%d}"

    def _offer_buyers(self, rows: list[SpotRow]) -> None:
        """Those who bought something in the week, and whoever is chosen."""
        chosen = self.buyer.value()
        names = {row.buyer_id: row.buyer for row in rows} | staff.names([chosen] if chosen else [])
        self.buyer.set_choices([(None, _("All buyers")), *sorted(names.items(), key=lambda one: one[1])])

    def _step(self, text: str, slot: Callable[[], object], keys: str, symbol: str) -> QPushButton:
        action = make_action(self, text, slot, keys, symbol, name=f"spot_{symbol}")
        button = QPushButton(icon(symbol), "")
        button.setObjectName(f"{action.objectName()}_button")
        button.setAccessibleName(text)
        button.setToolTip(action.toolTip())
        button.setAutoDefault(False)
        button.clicked.connect(action.trigger)
        return button


def _by_method(rows: list[SpotRow]) -> str:
    """How much was paid in which way."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums[method_words(row)] += row.amount_fen
    return "\n".join(f"{name} {format_yuan(fen)}" for name, fen in sums.items())


def method_words(row: SpotRow) -> str:
    """How it was paid."""
    return label(row.method) if row.method is not None else _("Supplier's account")


def _columns() -> list[Column]:
    def faded(row: SpotRow) -> str | None:
        return None if row.counts else "muted"

    def amount(row: SpotRow) -> str:
        words = format_yuan(row.amount_fen)
        return words if row.counts else f"({words})"

    def note(row: SpotRow) -> str:
        return _("Taken back: {reason}").format(reason=row.reverse_reason) if row.reversed_at else ""

    return [
        Column("at", _("Date"), 112, "left", lambda row: f"{row.at:%m-%d %H:%M}", faded),
        Column("buyer", _("Bought by"), 88, "left", lambda row: row.buyer, faded),
        Column("plate", _("Plate"), 116, "left", lambda row: row.plate, faded, bold=True),
        Column("order", _("Work order"), 128, "left", lambda row: row.order_no, faded),
        Column("name", _("Part"), 0, "left", lambda row: f"{row.code} {row.name}", faded),
        Column("qty", _("Quantity"), 88, "right", lambda row: format_quantity(row.qty_milli), faded),
        Column("vendor", _("Bought at"), 0, "left", lambda row: row.vendor, faded),
        Column("method", _("Way of payment"), 128, "left", method_words, faded),
        Column("amount", _("Amount"), 104, "right", amount, faded, total=True),
        Column("receipt", _("Goods receipt"), 120, "left", lambda row: row.receipt_no, faded),
        Column("note", _("Note"), 0, "left", note, lambda row: "warn" if row.reversed_at else None, note),
    ]
