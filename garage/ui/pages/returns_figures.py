"""Figures of warranty returns: suppliers with their rates, claims by month, faults that come again, problem lists (E8)."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from garage.domain.documents import Imprint
from garage.domain.money import format_yuan
from garage.domain.returns_figures import LIMITS, WINDOW
from garage.i18n import _
from garage.services import fault_flags, papers_settling, returns_figures
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms import printing, to_excel
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.table_model import Column
from garage.ui.pages import returns_columns
from garage.ui.pages.customer_parts import ShortList, action_button, plain_label
from garage.ui.pages.figures_months import MonthBar
from garage.ui.pages.fresh import FreshPage

SUPPLIERS, MONTHS, FAULTS, PROBLEMS = "suppliers", "months", "faults", "problems"


class ReturnsFiguresPage(FreshPage):
    """Chips above, one list below; the months hold for all but the faults, which look at the last 90 days."""

    areas = frozenset({Area.RETURNS, Area.SHOP})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("returns_figures")
        self.limit = fault_flags.limit()
        self.chips = ChipBar(name="returns_figures_chips")
        self.months = MonthBar(desk)
        self.supplier = _choice("figures_supplier", _("Supplier"), 220)
        self.most = _choice("figures_limit", _("Flag what came more often than"), 200)
        self.about = plain_label("returns_figures_about", "muted", wraps=True)
        self.lists: dict[str, ShortList] = {
            SUPPLIERS: self._list(SUPPLIERS, _("Suppliers"), returns_columns.supplier_columns()),
            MONTHS: self._list(MONTHS, _("Claims by month"), returns_columns.month_columns()),
            FAULTS: self._list(
                FAULTS, _("Frequent faults"), returns_columns.fault_columns(lambda: self.limit)
            ),
            PROBLEMS: self._list(PROBLEMS, _("List of quality problems"), returns_columns.problem_columns()),
        }
        self.stack = QStackedWidget()
        self._outdated_lists = set(self.lists)
        self._make_actions()
        self._fill_choices()
        self._build()
        self._connect()
        self._say_chips()
        self._show(SUPPLIERS)

    # Acts

    def show_panel(self, key: str) -> None:
        """Bring one list in sight."""
        self.chips.chip(key).setChecked(True)
        self._show(key)

    def print(self) -> None:
        """质量问题清单 of the supplier and the later month."""
        supplier_id, period = self.supplier.value(), self.months.last
        if supplier_id is not None:
            printing.show(
                self,
                self._desk,
                "problem_list",
                f"{supplier_id:04d}-{period}",
                lambda imprint: papers_settling.problems(supplier_id, period, imprint),
            )

    def write_sheet(self) -> None:
        """What is in sight as a workbook."""
        to_excel.export(self.lists[self.chips.current()], self._desk.now())

    def refresh(self) -> None:
        """Read what is in sight anew; the rest when it is shown next."""
        super().refresh()
        self.limit = fault_flags.limit()
        self._fill_choices()
        self._outdated_lists = set(self.lists)
        self._read(self.chips.current())

    # Inside

    def _show(self, key: str) -> None:
        view = self.lists[key]
        self.stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        self.months.setVisible(key != FAULTS)
        self.supplier.setVisible(key in {MONTHS, PROBLEMS})
        self.most.setVisible(key == FAULTS)
        self._read(key)
        self._fit()
        if self.isVisible():
            view.setFocus()

    def _read(self, key: str) -> None:
        if key in self._outdated_lists and self.isVisible():
            self._outdated_lists.discard(key)
            rows = self._rows(key)
            view = self.lists[key]
            view.show_rows(rows)
            if view.current_row() is None and rows:
                view.selectRow(0)
            self._say_chips()
        self._say_about(key)

    def _rows(self, key: str) -> Sequence[Any]:
        months, today = (self.months.first, self.months.last), self._desk.today()
        if key == SUPPLIERS:
            return returns_figures.by_supplier(*months, today)
        if key == MONTHS:
            return returns_figures.by_month(*months, self.supplier.value())
        if key == FAULTS:
            return returns_figures.frequent_faults(today)
        return self._problems()

    def _problems(self) -> Sequence[Any]:
        supplier_id = self.supplier.value()
        if supplier_id is None:
            return ()
        imprint = Imprint("", self._desk.now())
        return papers_settling.problems(supplier_id, self.months.last, imprint).problems

    def _reread(self) -> None:
        self._outdated_lists = set(self.lists)
        self._read(self.chips.current())
        self._fit()

    def _on_limit(self) -> None:
        fault_flags.set_limit(self._desk.by(), self.most.value())

    def _say_about(self, key: str) -> None:
        waiting = sum(row.waiting.total_fen for row in self._shown(SUPPLIERS))
        flagged = sum(row.jobs > self.limit for row in self._shown(FAULTS))
        said = {
            SUPPLIERS: _(
                "{amount} wait at suppliers, of every month; rates and sums are of the months chosen."
            ).format(amount=format_yuan(waiting)),
            MONTHS: _(
                "Claims by the month of their list: that of the fault, or of being submitted again; what was dropped is left out."
            ),
            FAULTS: _(
                "What came up on several jobs of the last {days} days; {n} of them are flagged."
            ).format(days=WINDOW, n=flagged),
            PROBLEMS: _("What of a supplier failed in {month}; the paper has room for its measures.").format(
                month=self.months.last
            ),
        }
        self.about.setText(said[key])

    def _shown(self, key: str) -> list[Any]:
        model = self.lists[key].rows()
        return [model.row_at(at) for at in range(model.rowCount())]

    def _say_chips(self) -> None:
        words = {
            SUPPLIERS: _("Suppliers"),
            MONTHS: _("Claims by month"),
            FAULTS: _("Frequent faults"),
            PROBLEMS: _("Problem list"),
        }
        self.chips.set_chips([(key, text, None) for key, text in words.items()])

    def _fit(self) -> None:
        self.print_action.setEnabled(self.chips.current() == PROBLEMS and self.supplier.value() is not None)

    def _fill_choices(self) -> None:
        known = returns_figures.suppliers_with_claims()
        kept = self.supplier.value()
        self.supplier.set_choices([(None, _("All suppliers")), *known])
        self.supplier.set_value(kept)
        self.most.set_choices([(n, _("flag more than {n} jobs").format(n=n)) for n in LIMITS])
        self.most.set_value(self.limit)
        self.months.fit_months()

    def _list(self, key: str, title: str, columns: list[Column]) -> ShortList:
        keys: dict[str, Callable[[Any], Any]] = {
            SUPPLIERS: lambda row: row.supplier_id,
            MONTHS: lambda row: row.period,
            FAULTS: lambda row: (row.kind, row.name),
            PROBLEMS: lambda row: row.part,
        }
        empty = {
            SUPPLIERS: _("Nothing was claimed in these months, and no money waits."),
            MONTHS: _("Nothing was claimed in these months."),
            FAULTS: _("Nothing came up on more than one job."),
            PROBLEMS: _("Choose a supplier and a month: what failed then stands here."),
        }
        view = ShortList(f"returns_{key}", title, columns, keys[key], empty[key])
        view.describe = self.months.words if key != FAULTS else str
        return view

    def _make_actions(self) -> None:
        self.print_action = make_action(
            self, _("Print…"), self.print, "Ctrl+P", "print", name="print_problem_list"
        )
        # Without a key of its own: F12 does it in the whole window.
        self.sheet_action = make_action(
            self,
            _("To Excel…"),
            self.write_sheet,
            None,
            "list",
            f"{_('To Excel')} (F12)",
            name="returns_to_excel",
        )

    def _connect(self) -> None:
        self.chips.chosen.connect(self._show)
        self.months.chosen.connect(self._reread)
        self.supplier.edited.connect(self._reread)
        self.most.edited.connect(self._on_limit)
        self.lists[PROBLEMS].addActions([self.print_action])

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chips)
        head.addStretch(1)
        head.addWidget(action_button(self.sheet_action))
        head.addWidget(action_button(self.print_action))
        filters = QHBoxLayout()
        filters.setSpacing(10)
        filters.addWidget(self.months)
        filters.addWidget(self.supplier)
        filters.addWidget(self.most)
        filters.addStretch(1)
        for view in self.lists.values():
            self.stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(self.about)
        layout.addWidget(self.stack, 1)


def _choice(name: str, title: str, width: int) -> ChoiceField:
    field = ChoiceField()
    field.setObjectName(name)
    field.setAccessibleName(title)
    field.setToolTip(title)
    field.setFixedWidth(width)
    return field
