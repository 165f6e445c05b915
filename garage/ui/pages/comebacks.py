"""How often repairs come back, by operation, mechanic and part, for any days (D4)."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import comebacks
from garage.services.comebacks import Rate, RateBy
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import plain_label
from garage.ui.pages.figures_period import PeriodBar


class ComebacksPanel(QWidget):
    """A period, what to tell the rates by, and the table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("comebacks_panel")
        self._rows: list[Rate] = []
        self.period = PeriodBar(desk)
        self.chips = ChipBar(name="comebacks_by")
        self.chips.set_chips(
            [
                (RateBy.OPERATION, _("By work"), None),
                (RateBy.MECHANIC, _("By mechanic"), None),
                (RateBy.PART, _("By part"), None),
            ]
        )
        self.all = plain_label("comebacks_all", "muted")
        self.list = ListView(name="comebacks_list", title=_("Comebacks"))
        self.list.set_empty(_("No car left in these days."))
        self.list.set_model(KeysetModel(_columns(), self._page, lambda row: row.key, self._count, self))
        self.list.describe = lambda: f"{self.chips.chip(self.chips.current()).text()} {self.period.words()}"
        self.period.chosen.connect(self.refresh)
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.setFocusProxy(self.list)
        foot = QHBoxLayout()
        foot.addWidget(self.list.footer, 1)
        foot.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.period)
        layout.addWidget(self.chips)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    def refresh(self) -> None:
        """Read the rates of the period."""
        days = self.period.period
        self._rows = comebacks.rates(RateBy(self.chips.current()), days.first, days.last)
        done, again = comebacks.overall(days.first, days.last)
        text = _("Lines of work done: {done} · visits for rework: {again}")
        self.all.setText(text.format(done=done, again=again))
        self.list.rows().reload()

    def _page(self, _cursor: object | None, _limit: int) -> Page:
        return Page(tuple(self._rows), None)

    def _count(self) -> int:
        return len(self._rows)


def _columns() -> list[Column]:
    def rate(row: Rate) -> str:
        return "–" if row.rate_bp is None else f"{row.rate_bp / 100:.1f} %"

    def ink(row: Rate) -> str | None:
        return "warn" if row.again else None

    return [
        Column("name", _("Name"), 0, "left", lambda row: row.name, None, lambda row: row.name),
        Column("done", _("Lines done"), 130, "right", lambda row: str(row.done)),
        Column("again", _("Reworked"), 130, "right", lambda row: str(row.again), ink),
        Column("rate", _("Rate"), 110, "right", rate, ink),
    ]
