"""Every inspection of an order: which round, how often sent back, what failed, what was measured; its certificates."""

from PySide6.QtWidgets import QLabel

from garage.domain.inspections import CHECK_ITEMS, InspectionResult
from garage.domain.labels import label
from garage.i18n import _, ngettext
from garage.services import certificates, inspections
from garage.services.inspections import InspectionRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.inspection import what_failed
from garage.ui.forms.order_head import words
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit.table_model import Column
from garage.ui.pages.order_records import RecordsTab, ShortList


class InspectionsTab(RecordsTab):
    """Inspections in their order, the certificates over them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns = [
            Column("stage", _("Inspection"), 184, "left", lambda row: label(row.stage), bold=True),
            Column("round", _("Round"), 166, "left", say_round),
            Column(
                "result",
                _("Result"),
                116,
                "left",
                lambda row: label(row.result),
                colour=lambda row: "ok" if row.result is InspectionResult.PASS else "bad",
                icon=lambda row: "check" if row.result is InspectionResult.PASS else "back",
            ),
            Column(
                "by",
                _("Inspector"),
                120,
                "left",
                lambda row: row.inspector,
                tooltip=lambda row: row.inspector,
            ),
            Column("at", _("When"), 136, "left", lambda row: say_moment(row.at, desk.now())),
            Column("remark", _("Remark"), 0, "left", say_inspection, tooltip=say_inspection),
        ]
        empty = _("No inspection yet. Self-check, team leader and final inspection stand here.")
        self.certificates: QLabel = words("", "muted")
        self.certificates.setObjectName("certificates")
        self.list = ShortList("inspections", _("Inspections"), columns, empty)
        self.setFocusProxy(self.list)
        self.column.addWidget(self.certificates)
        self.column.addWidget(self.list, 1)

    def refresh(self, page: OrderPage) -> None:
        self.list.set_rows(inspections.of_order(page.id))
        now = self.desk.now()
        lines = []
        for row in certificates.of_order(page.id):
            said = _("Completion certificate {no}, {moment}, {who}").format(
                no=row.no, moment=say_moment(row.issued_at, now), who=row.inspector
            )
            if row.voided_at is not None:
                said += " – " + _("void: {no}").format(no=row.void_reason)
            lines.append(said)
        self.certificates.setText("\n".join(lines))
        self.certificates.setVisible(bool(lines))


def say_round(row: InspectionRow) -> str:
    """Which time it was, and how often the stage had been sent back by then."""
    back = ngettext("sent back {n} time", "sent back {n} times", row.sent_back).format(n=row.sent_back)
    return f"{row.round} · {back}" if row.sent_back else str(row.round)


def say_inspection(row: InspectionRow) -> str:
    """What failed, what was said, what was measured, how far it was driven."""
    names = dict(CHECK_ITEMS[row.stage])
    noted = [f"{_(names[one.code])}: {one.note}" for one in row.items if one.note and one.passed]
    km = row.road_test_km
    driven = _("odometer after the road test {km} km").format(km=f"{km:,}") if km is not None else ""
    return " – ".join(part for part in (what_failed(row), *noted, driven) if part)
