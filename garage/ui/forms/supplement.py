"""Work found after the authorisation: what, for how much, until when, typed as the estimate is (增项, B4)."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.lines import LineStatus
from garage.domain.money import format_yuan
from garage.domain.order_steps import OrderAct, step_for
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import line_discounts, order_lines, supplements
from garage.services.orders import OrderPage
from garage.services.supplements import SupplementData, SupplementRow
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.discount_reason import follow, reason_field
from garage.ui.forms.estimate_grid import EstimateGrid
from garage.ui.forms.estimate_lines import cell_of
from garage.ui.forms.estimate_rework import ask_earlier, earlier_lines
from garage.ui.forms.last_price import LastPriceLine
from garage.ui.forms.order_head import about
from garage.ui.forms.supply_line import SupplyLine
from garage.ui.kit.actions import make_action
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import TextField
from garage.ui.kit.remembered import recall, remember

_FEWEST_ROWS = 5
_PAPER_KEY = "supplement/paper"


class SupplementForm(FormDialog):
    """A new supplement, or with `row` one that waits to be answered; `saved` carries its id.

    `advised` is recommended work that the customer may want after all: it stands on the first line.
    """

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        page: OrderPage,
        row: SupplementRow | None = None,
        *,
        advised: AdviceRow | None = None,
    ) -> None:
        title = _("Change supplement") if row else _("New supplement")
        super().__init__(parent, title, about(page), default_text=_("Propose it"), width=1180)
        self.setObjectName("supplement_form")
        self._desk = desk
        self._page = page
        self._row = row
        self._advised = advised
        self._why = self.add_field(
            "reason", _("What was found"), TextField(limit=300, lines=2), required=True
        )
        self.grid = self.add_field("lines", _("Lines"), EstimateGrid(desk.today))
        self.grid.setMinimumHeight(36 + 34 * _FEWEST_ROWS)
        self.grid.rework_asked.connect(self._ask_earlier)
        self._why_less = self.add_field("discount_reason", _("Why the discount"), reason_field())
        self.add_widget(SupplyLine(self.grid, desk, page.id))
        self.add_widget(self._sums())
        self._suggested = ""
        self._when = self.add_field(
            "promised_at",
            _("New promised time"),
            MomentField(now=desk.now),
            _("Empty: {moment} stands.").format(moment=_moment(page)) if page.reception.promised_at else "",
        )
        self._safety = self.add_field("safety", _("Safety"), TickField(_("Concerns safety")), beside=True)
        self._hold = self.add_field(
            "hold", _("Until the answer"), TickField(_("Put the job on hold")), beside=True
        )
        self._print = self.add_field(
            "print", _("Paper"), TickField(_("Print the form afterwards")), beside=True
        )
        may_wait = row is None and step_for(OrderAct.HOLD, page.facts)[0] is not None
        self.body.boxes["hold"].setVisible(may_wait)
        self._hold.setVisible(may_wait)
        suggest = make_action(
            self._when,
            _("Suggest a time from the hours of the lines"),
            self.suggest_time,
            "Ctrl+T",
            "clock",
            name="suggest_time",
        )
        suggest.setIcon(icon("clock", "accent"))
        self._when.addAction(suggest, self._when.ActionPosition.TrailingPosition)
        self.grid.changed.connect(self._say_sums)
        self.grid.changed.connect(self._follow_hours)
        self._say_sums()

    @property
    def prints_form(self) -> bool:
        """Whether the paper is wanted after saving."""
        return self._print.value()

    def load(self) -> None:
        self._print.set_value(recall(_PAPER_KEY, "no") == "yes")
        self.last_price.set_customer(self._page.customer_id, self._page.vehicle_id)
        self.grid.set_customer(self._page.customer_id)
        if self._row is not None:
            self._row = next(row for row in supplements.of_order(self._page.id) if row.id == self._row.id)
            self._why.set_value(self._row.reason)
            self._when.set_moment(self._row.promised_at)
            self._safety.set_value(self._row.safety)
            again = {one.line_id: one.title for one in self._earlier()}
            self.grid.set_lines([replace(line, status=LineStatus.OPEN) for line in self._row.lines], again)
        self._why_less.set_value(line_discounts.last_reason(self._page.id))
        self._why.setFocus()
        if self._row is None and self._advised is not None:
            self._why.set_value(self._advised.text)
            self._safety.set_value(self._advised.safety)
            work = {"name": self._advised.text, "recommendation_id": self._advised.id}
            self.grid.set_values(0, work)
            self.grid.go_to(0, "qty")

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    def check(self) -> None:
        if not self.grid.rows():
            raise FieldError("lines", _("There is no line yet."))

    def save(self) -> int:
        data = SupplementData(
            self._why.value(),
            tuple(self.grid.lines_typed()),
            self._when.moment(),
            self._safety.value(),
            self._why_less.value(),
        )
        remember(_PAPER_KEY, "yes" if self.prints_form else "no")
        if self._row is None:
            return supplements.propose(self._desk.by(), self._page.id, data, hold=self._hold.value())
        supplements.change(self._desk.by(), self._row.id, self._row.version, data)
        return self._row.id

    def keep_mine(self, error: StaleError) -> None:
        self._row = next(row for row in supplements.of_order(self._page.id) if row.id == self._row.id)

    def show_error(self, field: str, text: str) -> None:
        if field == "discount_reason":
            self.body.boxes[field].show()
        if cell_of(field) is None or not self.grid.mark_field(FieldError(field, text)):
            super().show_error("lines" if field.startswith("lines") else field, text)

    def clear_errors(self) -> None:
        super().clear_errors()
        self.grid.clear_marks()

    def suggest_time(self) -> None:
        """What was promised, later by the labour that comes with it; nothing when there is none."""
        promised = self._page.reception.promised_at
        lines = self.grid.lines_readable()
        self._when.set_moment(supplements.promise_suggestion(self._desk.by(), promised, lines))
        self._suggested = self._when.text()

    def _follow_hours(self) -> None:
        """While a new supplement is typed its time follows the hours, until somebody says another one."""
        if self._row is None and self._when.text() == self._suggested:
            self.suggest_time()

    def _earlier(self) -> list[Any]:
        rework = self._row is not None and any(line.original_line_id for line in self._row.lines)
        return earlier_lines(self._page) if rework else []

    def _ask_earlier(self, row: int) -> None:
        QTimer.singleShot(0, self, lambda: ask_earlier(self, self.grid, row, self._page))

    def _say_sums(self) -> None:
        more = order_lines.order_totals(self.grid.lines_readable()).net_fen
        total = order_lines.order_totals(self._page.lines).net_fen + more
        self._delta.setText(f"{'+ ' * (more >= 0)}{format_yuan(more)}")
        self._total.setText(_("New total {amount}").format(amount=format_yuan(total)))
        for label in (self._delta, self._total):
            label.setAccessibleName(label.text())
        before = self._row.lines if self._row else ()
        follow(self.body.boxes["discount_reason"], before, self.grid.lines_readable())

    def _sums(self) -> QWidget:
        """What is wrong or was paid the last time at the left, what it comes to at the right."""
        self.last_price = LastPriceLine(self.grid)
        self._delta, self._total = QLabel(), QLabel()
        self._delta.setObjectName("delta")
        self._delta.setProperty("tone", "title")
        self._total.setObjectName("new_total")
        self._total.setProperty("tone", "muted")
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(16)
        layout.addWidget(self._add_line())
        layout.addWidget(self.grid.status, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.last_price)
        layout.addStretch()
        layout.addWidget(self._total)
        layout.addWidget(self._delta)
        return row

    def _add_line(self) -> QPushButton:
        button = QPushButton(icon("plus", "accent"), _("Add a line"))
        button.setObjectName("add_row")
        button.setAccessibleName(button.text())
        button.setProperty("link", True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_key(button, "Ctrl+L")
        button.setToolTip(f"{button.text()} (Ctrl+L)")
        button.clicked.connect(self.grid.append_row)
        return button


def _moment(page: OrderPage) -> str:
    return f"{page.reception.promised_at:%m-%d %H:%M}"
