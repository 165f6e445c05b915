"""What was said about an order, and everything that was done with it: who, when, what changed, and why."""

from PySide6.QtGui import QShowEvent

from garage.i18n import _
from garage.services import history
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit.table_model import Column
from garage.ui.pages.order_calls import OrderCalls
from garage.ui.pages.order_records import RecordsTab, ShortList


class HistoryTab(RecordsTab):
    """The newest first; reads the log only while it is in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns = [
            Column(
                "at",
                _("When"),
                136,
                "left",
                lambda row: say_moment(row.at, desk.now()),
                tooltip=lambda row: f"{row.at:%Y-%m-%d %H:%M:%S}",
            ),
            Column("who", _("Who"), 80, "left", lambda row: row.who),
            Column("act", _("What was done"), 232, "left", lambda row: row.act, bold=True),
            Column("text", _("What changed"), 0, "left", lambda row: row.text),
            Column("reason", _("Reason"), 0, "left", lambda row: row.reason),
        ]
        self.list = ShortList("history", _("History"), columns, _("Nothing was done yet."))
        self.calls = OrderCalls(desk)
        self.setFocusProxy(self.list)
        self.column.addWidget(self.calls)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.list.footer)

    def refresh(self, page: OrderPage) -> None:
        if self.isVisible():
            self.calls.show_order(page.id)
            self.list.set_rows(history.of_order(page.id)[::-1])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.page is not None:
            self.refresh(self.page)
