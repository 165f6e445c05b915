"""Beside the day's cards: cars and money of today, and what was billed on each of the last days."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services.today import Figures
from garage.ui.kit.bar_chart import BarChart, Series
from garage.ui.pages.customer_parts import Fact, plain_label

_CHART = 190


class TodaySide(QWidget):
    """Four figures over a chart."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today_side")
        self._facts = {
            "came": Fact("today_came", _("Cars in today")),
            "left": Fact("today_left", _("Cars out today")),
            "here": Fact("today_here", _("Cars here now")),
            "taken": Fact("today_taken", _("Money in today")),
        }
        head, chart_head = (
            plain_label("today_shop_head", "section"),
            plain_label("today_chart_head", "section"),
        )
        head.setText(_("The shop today"))
        chart_head.setText(_("Billed in 30 days"))
        self.chart = BarChart("today_chart", chart_head.text())
        self.chart.setFixedHeight(_CHART)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, fact in enumerate(self._facts.values()):
            grid.addWidget(fact, place // 2, place % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addLayout(grid)
        layout.addSpacing(8)
        layout.addWidget(chart_head)
        layout.addWidget(self.chart)
        layout.addStretch(1)

    def show_figures(self, figures: Figures) -> None:
        """Show the shop as it stands."""
        self._facts["came"].show_value(str(figures.came))
        self._facts["left"].show_value(str(figures.left))
        self._facts["here"].show_value(str(figures.here))
        self._facts["taken"].show_value(format_yuan(figures.taken_fen))
        days = [f"{day:%m-%d}" for day, _fen in figures.days]
        billed = Series(_("Billed"), [fen / 100 for _day, fen in figures.days])
        self.chart.show_bars(
            days, [billed], lambda yuan: format_yuan(round(yuan * 100)), lambda yuan: f"{yuan:,.0f}"
        )
