"""More of the month as bars: cars, mechanics, claims and what customers thought (H2)."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from garage.domain.money import format_yuan
from garage.domain.month_of_year import Month
from garage.domain.month_tables import Table
from garage.i18n import _
from garage.services import care_settings, month_figures, returns_figures
from garage.ui.kit.bar_chart import BarChart, Series
from garage.ui.pages.customer_parts import plain_label

_MECHANICS = 8
"""So many have room beside each other; who billed most comes first."""
_MONTHS = 6


class MonthCharts(QWidget):
    """Two by two under the figures."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("month_charts")
        self.cars = BarChart("month_cars_chart", _("Cars by day"))
        self.mechanics = BarChart("month_mechanics_chart", _("Hours of the mechanics"))
        self.claims = BarChart("month_claims_chart", _("Claims of six months"))
        self.topics = BarChart("month_topics_chart", _("Satisfaction by topic"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for nth, chart in enumerate((self.cars, self.mechanics, self.claims, self.topics)):
            layout.addWidget(framed(chart), nth // 2, nth % 2)

    def show_month(self, month: Month, now: datetime) -> None:
        """Read and draw them."""
        days = month_figures.days(month)
        came = Series(_("Cars in"), [day.came for day in days])
        left = Series(_("Cars out"), [day.left for day in days], "ok")
        self.cars.show_bars([str(day.day.day) for day in days], [came, left], _round, _round)
        self._show_mechanics(month, now)
        self._show_claims(month)
        scores = month_figures.rows(Table.TOPICS, month, now)
        liked = Series(_("Satisfaction (of 5)"), [row.average_centi / 100 for row in scores], "ok")
        self.topics.show_bars(
            [care_settings.topic_name(row.topic) for row in scores], [liked], _score, _round
        )

    def _show_mechanics(self, month: Month, now: datetime) -> None:
        rows = [row for row in month_figures.rows(Table.MECHANICS, month, now) if row.name]
        rows = sorted(rows, key=lambda row: -row.hours_centi)[:_MECHANICS]
        billed = Series(_("Hours billed"), [row.hours_centi / 100 for row in rows])
        clocked = Series(_("Hours clocked"), [row.clocked_centi / 100 for row in rows], "muted")
        self.mechanics.show_bars([row.name for row in rows], [billed, clocked], _hours, _round)

    def _show_claims(self, month: Month) -> None:
        months = [month.back(ago) for ago in range(_MONTHS - 1, -1, -1)]
        known = {row.period: row for row in returns_figures.by_month(str(months[0]), str(month))}
        rows = [known.get(str(one)) for one in months]
        claimed = Series(_("Claimed"), [row.claimed_fen / 100 if row else 0 for row in rows], "muted")
        given = Series(_("Approved"), [row.approved_fen / 100 if row else 0 for row in rows], "ok")
        self.claims.show_bars([str(one) for one in months], [claimed, given], yuan, round_yuan)


def framed(chart: BarChart) -> QFrame:
    """A chart in a card under its title."""
    frame = QFrame()
    frame.setObjectName(f"{chart.objectName()}_card")
    frame.setProperty("card", True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 10, 14, 8)
    layout.setSpacing(4)
    title = plain_label(f"{chart.objectName()}_title", "section")
    title.setText(chart.title)
    layout.addWidget(title)
    layout.addWidget(chart, 1)
    frame.setMinimumHeight(230)
    return frame


def yuan(value: float) -> str:
    """One value of a chart of money."""
    return format_yuan(round(value * 100))


def round_yuan(value: float) -> str:
    """The same at its side."""
    return f"{value:,.0f}"


def _round(value: float) -> str:
    return f"{value:g}"


def _hours(value: float) -> str:
    return _("{hours} h").format(hours=f"{value:.2f}")


def _score(value: float) -> str:
    return f"{value:.2f}"
