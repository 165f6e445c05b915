"""Complaints: who is unhappy, what has to be done about it until when, and the loop until it is closed (G5)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.complaints import OVER
from garage.domain.labels import label
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.i18n import _
from garage.services import complaint_rows
from garage.services.command import Area
from garage.services.complaint_rows import ComplaintFilter, ComplaintRow
from garage.ui.desk import Desk
from garage.ui.forms.complaint_words import say_clock, say_clock_in_full, say_kind
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column
from garage.ui.pages.case_page import CasePage, drop_down
from garage.ui.pages.complaint_acts import ComplaintActs
from garage.ui.pages.complaint_detail import ComplaintDetail
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.side_by_side import NarrowingList, lay_out, side_by_side

_WIDTHS = (620, 612)
_HIDE_BELOW = {"plate": 660, "who": 760}
"""Columns that the list leaves out where it is narrower than this."""


class ComplaintsPage(CasePage):
    """Chips over a list, the complaint under the bar at the right."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.ORDERS})
    series = Series.COMPLAINT

    order_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("complaints_page")
        self.chips = ChipBar(name="complaint_chips")
        self.list = NarrowingList(self, "complaints_list", _("Complaints"))
        self.list.hide_below = _HIDE_BELOW
        self.acts = ComplaintActs(self, desk)
        self.detail = ComplaintDetail(desk, self.acts)
        self._begin(desk, _columns(desk), _sheet(desk), ComplaintFilter.OPEN)
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="complaint_more_action"
        )
        self.list.opened.connect(lambda _row: self.acts.next.trigger())
        self.list.addActions([self.acts.new, *self.acts.offered])
        self.detail.order_opened.connect(self.order_opened)
        self.detail.more.clicked.connect(self._show_more)
        self.detail.more.setToolTip(self.more_action.toolTip())
        self.acts.registered.connect(self.show_case)
        head = (self.chips, action_button(self.acts.day), action_button(self.acts.new))
        lay_out(self, head, side_by_side("complaints_split", self.list, self.detail, _WIDTHS))

    # What a complaint is

    def _chip_words(self) -> dict[str, str]:
        return {
            ComplaintFilter.DUE: _("Due by today"),
            ComplaintFilter.OPEN: _("Case not closed"),
            ComplaintFilter.POTENTIAL: _("Potential"),
            ComplaintFilter.SERIOUS: _("Serious"),
            ComplaintFilter.CLOSED: _("Case closed"),
            ComplaintFilter.ALL: _("All"),
        }

    def _empty_words(self) -> dict[str, str]:
        return {
            ComplaintFilter.DUE: _("No complaint has to be dealt with today."),
            ComplaintFilter.OPEN: _("Nobody is unhappy. What a customer says is written down here at once."),
            ComplaintFilter.POTENTIAL: _("No customer is known to be unhappy in silence."),
            ComplaintFilter.SERIOUS: _("No serious complaint is open."),
            ComplaintFilter.CLOSED: _("No complaint has been closed yet."),
            ComplaintFilter.ALL: _("There has been no complaint yet."),
        }

    def _first_step(self) -> QAction:
        return self.acts.new

    def _counted(self) -> Mapping[ComplaintFilter, int]:
        return complaint_rows.counts(self._desk.now())

    def _page(self, which: str, cursor: tuple[Any, ...] | None, limit: int) -> Page[ComplaintRow]:
        return complaint_rows.page(ComplaintFilter(which), self._desk.now(), cursor, limit)

    def _id_of(self, serial: str) -> int | None:
        return complaint_rows.by_number(serial)

    def _list_of(self, case_id: int) -> str:
        return ComplaintFilter.OPEN if self._stays(case_id) else ComplaintFilter.ALL

    def _stays(self, case_id: int) -> bool:
        """Until it is over."""
        return complaint_rows.one(case_id).state not in OVER

    def _fit(self) -> None:
        self.acts.fit(self.detail.row)
        self.detail.fit()

    def _show_more(self) -> None:
        besides = (self.acts.letter, self.acts.measure, self.acts.paper, self.acts.history)
        drop_down(self.detail.more, self.acts.beside(), besides)


def _columns(desk: Desk) -> list[Column]:
    def clock(row: ComplaintRow) -> str:
        return say_clock(row, desk.now())[0]

    def ink(row: ComplaintRow) -> str | None:
        return say_clock(row, desk.now())[1] or None

    def in_full(row: ComplaintRow) -> str:
        return "\n".join(filter(None, (label(row.state), clock(row), say_clock_in_full(row))))

    def said(row: ComplaintRow) -> str:
        return row.content.replace("\n", " ")

    return [
        Column("no", _("Complaint no."), 128, "left", lambda row: row.no, bold=True, tooltip=say_kind),
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer),
        Column("plate", _("Plate"), 108, "left", lambda row: row.plate),
        Column("content", _("Unhappy with"), 0, "left", said, None, lambda row: row.content),
        Column("who", _("Looks after it"), 96, "left", lambda row: row.assigned_to),
        Column("clock", _("By when"), 190, "left", clock, ink, in_full),
    ]


def _sheet(desk: Desk) -> list[Column]:
    """Everything of a complaint, for the workbook."""

    def kind(row: ComplaintRow) -> str:
        return label(row.category) if row.category is not None else ""

    return [
        Column("no", _("Complaint no."), 128, "left", lambda row: row.no),
        Column("received", _("Complained at"), 130, "left", lambda row: f"{row.received_at:%Y-%m-%d %H:%M}"),
        Column("channel", _("How it came"), 110, "left", lambda row: label(row.channel)),
        Column("kind", _("What it is about"), 110, "left", kind),
        Column("level", _("Level"), 90, "left", lambda row: label(row.level)),
        Column("potential", _("Potential"), 80, "left", lambda row: _("yes") if row.potential else ""),
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer),
        Column("plate", _("Plate"), 108, "left", lambda row: row.plate),
        Column("order", _("Order"), 128, "left", lambda row: row.order_no),
        Column("content", _("Unhappy with"), 240, "left", lambda row: row.content),
        Column("demand", _("Asks for"), 160, "left", lambda row: row.demand),
        Column("who", _("Looks after it"), 96, "left", lambda row: row.assigned_to),
        Column("state", _("State"), 110, "left", lambda row: label(row.state)),
        Column("clock", _("By when"), 172, "left", lambda row: say_clock(row, desk.now())[0]),
    ]
