"""The month on the screen: its key figures compared, two charts, and the way to its workbook (H1, H2)."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from garage.domain.month_of_year import Month, month_of
from garage.domain.month_tables import FIGURES, GROUPS, Compared
from garage.domain.summaries import period_of
from garage.i18n import _
from garage.services import month_figures
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms import month_export
from garage.ui.forms.figure_rows import open_rows
from garage.ui.forms.part import sees_costs
from garage.ui.kit.actions import make_action
from garage.ui.kit.bar_chart import BarChart, Series
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.pages.customer_parts import action_button, plain_label
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.month_cards import FigureCard, GroupCard
from garage.ui.pages.month_charts import MonthCharts, framed, round_yuan, yuan

LARGE = ("came", "revenue", "margin", "received", "on_time")
_SCROLLING = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}
_SPLIT = ("labour", "parts", "other")


class MonthPage(FreshPage):
    """This month when it is first shown; ← and → go to the month before and after.

    What stock costs and what was earned is for those whose business it is: to others the page says so.
    """

    areas = frozenset(
        {Area.ORDERS, Area.MONEY, Area.STOCK, Area.RETURNS, Area.CARE, Area.CUSTOMERS, Area.STAFF, Area.SHOP}
    )

    order_opened = Signal(int)
    document_asked = Signal(str)
    file_asked = Signal(str, int)
    summary_asked = Signal(object)
    """The month whose summary is wanted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("month_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.month = month_of(desk.today())
        self.compared: Compared | None = None
        self.choice = ChoiceField()
        self.cards = [FigureCard(FIGURES[key]) for key in LARGE]
        self.groups = [GroupCard(group) for group in GROUPS]
        self.revenue = BarChart("month_revenue_chart", _("Revenue by day"))
        self.split = BarChart("month_split_chart", _("Labour and parts"))
        self.charts = MonthCharts()
        self.closed = plain_label("month_closed", "muted", wraps=True)
        self._make_actions()
        self._build()
        for shown in (*self.cards, *self.groups):
            shown.opened.connect(self.open_figure)
        desk.person_changed.connect(self._fit_person)
        self._fit_person()

    # Acts

    def go(self, months: int) -> None:
        """So many months on, never beyond the present one or before the first order."""
        self.show_month(self.month.back(-months))

    def show_month(self, month: Month) -> None:
        """Show a month that is offered; any other leaves the page as it is."""
        if month in self._offered():
            self.month = month
            self.refresh()

    def back(self) -> None:
        """The month before."""
        self.go(-1)

    def forward(self) -> None:
        """The month after."""
        self.go(1)

    def write_workbook(self) -> None:
        """Every sheet of the month in sight to Excel."""
        month_export.export(self, self._desk, self.month)

    def ask_summary(self) -> None:
        """The words to the figures of the month in sight."""
        self.summary_asked.emit(period_of(self.month))

    def open_figure(self, key: str) -> None:
        """The rows behind a figure of the month in sight."""
        open_rows(self._desk, self, key, period_of(self.month))

    def refresh(self) -> None:
        """Read the figures and the days of the month in sight."""
        super().refresh()
        offered = self._offered()
        self.choice.set_choices([(month, str(month)) for month in reversed(offered)])
        self.choice.set_value(self.month)
        self.back_action.setEnabled(self.month > offered[0])
        self.forward_action.setEnabled(self.month < offered[-1])
        if not self._allowed:
            return
        self.compared = self._read()
        for card in self.cards:
            card.show_figure(self.compared)
        for group in self.groups:
            group.show_figures(self.compared)
        self._draw(self.compared)
        self.charts.show_month(self.month, self._desk.now())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: self.back_action, Qt.Key.Key_Right: self.forward_action}
        if event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            steps[Qt.Key(event.key())].trigger()
        elif event.key() in _SCROLLING:
            bar = self.scroll.verticalScrollBar()
            bar.triggerAction(_SCROLLING[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # Inside

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.compared = None  # read in full when it is seen next

    def _read(self) -> Compared:
        """What an act changes is the month it is done in: while the page is in sight the others are kept."""
        now, known = self._desk.now(), self.compared
        if known is None or known.month != self.month:
            return month_figures.compared(self.month, now)
        return replace(known, this=month_figures.sums(self.month, now))

    def _draw(self, compared: Compared) -> None:
        days = month_figures.days(self.month)
        revenue = Series(_("Revenue"), [day.revenue_fen / 100 for day in days])
        names = [str(day.day.day) for day in days]
        self.revenue.show_bars(names, [revenue], yuan, round_yuan)
        months = (
            (_("A year ago"), compared.year, "edge"),
            (_("Last month"), compared.last, "muted"),
            (_("This month"), compared.this, "accent"),
        )
        figures = [FIGURES[key] for key in _SPLIT]
        series = [
            Series(name, [(figure.value(sums) or 0) / 100 for figure in figures], role)
            for name, sums, role in months
        ]
        self.split.show_bars([_(figure.name) for figure in figures], series, yuan, round_yuan)

    def _offered(self) -> list[Month]:
        """From the month of the first order to the present one."""
        today = month_of(self._desk.today())
        month, found = month_figures.first_month(self._desk.today()), []
        while month < today:
            found.append(month)
            month = month.back(-1)
        return [*found, today]

    def _fit_person(self) -> None:
        self._allowed = sees_costs(self._desk.person)
        self.scroll.setVisible(self._allowed)
        self.closed.setVisible(not self._allowed)
        self.sheet_action.setEnabled(self._allowed)
        self.summary_action.setEnabled(self._allowed)
        self._outdated = True
        if self.isVisible():
            self.refresh()

    def _on_chosen(self) -> None:
        self.show_month(self.choice.value())

    def _make_actions(self) -> None:
        def action(
            name: str, text: str, slot: Callable[[], object], icon: str, keys: str, tip: str
        ) -> QAction:
            return make_action(self, text, slot, keys or None, icon, tip, name=name)

        before, after = _("The month before"), _("The month after")
        # Without shortcuts: a field that is being typed in needs its arrows.
        self.back_action = action("month_back", before, self.back, "back", "", f"{before} (←)")
        self.forward_action = action("month_forward", after, self.forward, "arrow-right", "", f"{after} (→)")
        words = _("Month workbook to Excel…")
        self.sheet_action = action("month_workbook", words, self.write_workbook, "list", "Ctrl+E", "")
        said = _("Summary of this month…")
        self.summary_action = action("month_to_summary", said, self.ask_summary, "pencil", "Ctrl+M", "")

    def _build(self) -> None:
        self.choice.setObjectName("month_choice")
        self.choice.setAccessibleName(_("Month"))
        self.choice.setFixedWidth(120)
        self.choice.edited.connect(self._on_chosen)
        self.closed.setText(_("What the garage earned is shown to owners and those who see costs."))
        head = QHBoxLayout()
        head.setSpacing(8)
        for action in (self.back_action, self.forward_action):
            button = action_button(action)
            button.setText("")
            button.setFixedWidth(40)
            head.addWidget(button)
            if action is self.back_action:
                head.addWidget(self.choice)
        head.addStretch(1)
        head.addWidget(action_button(self.summary_action))
        head.addWidget(action_button(self.sheet_action, primary=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.closed)
        layout.addWidget(self._body(), 1)

    def _body(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("form_body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.setSpacing(10)
        cards = QHBoxLayout()
        cards.setSpacing(10)
        for card in self.cards:
            cards.addWidget(card, 1)
        inside.addLayout(cards)
        charts = QHBoxLayout()
        charts.setSpacing(10)
        charts.addWidget(framed(self.revenue), 3)
        charts.addWidget(framed(self.split), 2)
        inside.addLayout(charts, 1)
        grid = QGridLayout()
        grid.setSpacing(10)
        for nth, group in enumerate(self.groups):
            grid.addWidget(group, nth // 2, nth % 2)
        inside.addLayout(grid)
        inside.addWidget(self.charts)
        self.scroll = QScrollArea()
        self.scroll.setObjectName("month_scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidget(body)
        return self.scroll
