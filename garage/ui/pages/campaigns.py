"""Campaigns: what is planned, whom it is for, who was called and said what, and what it came to (G4)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.campaigns import OVER
from garage.domain.labels import label
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.i18n import _
from garage.services import campaign_rows
from garage.services.campaign_rows import CampaignFilter, CampaignRow
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import say_clock, say_days
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column
from garage.ui.kit.table_view import ListView
from garage.ui.pages.campaign_acts import CampaignActs
from garage.ui.pages.campaign_detail import CampaignDetail
from garage.ui.pages.case_page import CasePage, drop_down
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.side_by_side import lay_out, side_by_side

_WIDTHS = (380, 852)


class CampaignsPage(CasePage):
    """Chips over a list, the campaign under the bar at the right with the customers to call."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.ORDERS, Area.MONEY})
    series = Series.CAMPAIGN

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("campaigns_page")
        self.chips = ChipBar(name="campaign_chips")
        self.list = ListView(self, "campaigns_list", _("Campaigns"))
        self.acts = CampaignActs(self, desk)
        self.detail = CampaignDetail(desk, self.acts)
        self._begin(desk, _columns(desk), _sheet(desk), CampaignFilter.OPEN)
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="campaign_more_action"
        )
        self.list.opened.connect(self._on_opened)
        self.list.addActions([self.acts.new, *self.acts.offered])
        self.detail.left.connect(self.list.setFocus)
        self.detail.more.clicked.connect(self._show_more)
        self.detail.more.setToolTip(self.more_action.toolTip())
        self.acts.planned.connect(self.show_case)
        split = side_by_side("campaigns_split", self.list, self.detail, _WIDTHS)
        split.setStretchFactor(1, 1)
        lay_out(self, (self.chips, action_button(self.acts.new)), split)

    # What a campaign is

    def _chip_words(self) -> dict[str, str]:
        return {
            CampaignFilter.OPEN: _("Not over"),
            CampaignFilter.DRAFT: _("Planned"),
            CampaignFilter.OVER: _("Over"),
            CampaignFilter.ALL: _("All"),
        }

    def _empty_words(self) -> dict[str, str]:
        return {
            CampaignFilter.OPEN: _(
                "No campaign is planned. A gathering, an offer or a free service brings customers back: "
                "they are called some time before."
            ),
            CampaignFilter.DRAFT: _("No campaign waits for its approval."),
            CampaignFilter.OVER: _("No campaign has ended yet."),
            CampaignFilter.ALL: _("There has been no campaign yet."),
        }

    def _first_step(self) -> QAction:
        return self.acts.new

    def _counted(self) -> Mapping[CampaignFilter, int]:
        return campaign_rows.counts()

    def _page(self, which: str, cursor: tuple[Any, ...] | None, limit: int) -> Page[CampaignRow]:
        return campaign_rows.page(CampaignFilter(which), self._desk.now(), cursor, limit)

    def _id_of(self, serial: str) -> int | None:
        return campaign_rows.by_number(serial)

    def _list_of(self, case_id: int) -> str:
        over = campaign_rows.one(case_id, self._desk.now()).state in OVER
        return CampaignFilter.ALL if over else CampaignFilter.OPEN

    def _stays(self, case_id: int) -> bool:
        """Its customers are called from here, whatever list it stands in by now."""
        return True

    def _on_opened(self, _row: CampaignRow) -> None:
        """The next step; while it waits, the keyboard goes to the customers."""
        if self.acts.next.isEnabled():
            self.acts.next.trigger()
        elif self.detail.list.isVisible():
            self.detail.list.setFocus()

    def _fit(self) -> None:
        self.acts.fit(self.detail.row)
        self.acts.fit_target(self.detail.list.current_row() if self.detail.list.isVisible() else None)
        self.detail.fit()

    def _show_more(self) -> None:
        of_customer = [action for action in self.acts.on_target if action.isEnabled()]
        drop_down(self.detail.more, self.acts.beside(), of_customer, [self.acts.paper, self.acts.history])


def _columns(desk: Desk) -> list[Column]:
    def clock(row: CampaignRow) -> str:
        return say_clock(row, desk.today())[0]

    def ink(row: CampaignRow) -> str | None:
        return say_clock(row, desk.today())[1] or None

    def tip(row: CampaignRow) -> str:
        return "\n".join((row.no, row.data.title, say_days(row), label(row.state), clock(row)))

    return [
        Column("title", _("Campaign"), 0, "left", lambda row: row.data.title, None, tip, bold=True),
        Column("days", _("Begins"), 64, "left", lambda row: f"{row.data.starts_on:%m-%d}", None, tip),
        Column("clock", _("By when"), 156, "left", clock, ink, tip),
    ]


def _sheet(desk: Desk) -> list[Column]:
    """Everything of a campaign, for the workbook."""

    def counted(name: str, title: str) -> Column:
        def text(row: CampaignRow) -> str:
            return str(getattr(row.standing.counted, name))

        return Column(name, title, 80, "right", text, total=True)

    return [
        Column("no", _("Number"), 120, "left", lambda row: row.no),
        Column("title", _("Campaign"), 200, "left", lambda row: row.data.title),
        Column("kind", _("Kind"), 100, "left", lambda row: label(row.data.kind)),
        Column("starts", _("First day"), 100, "left", lambda row: row.data.starts_on.isoformat()),
        Column("ends", _("Last day"), 100, "left", lambda row: row.data.ends_on.isoformat()),
        Column("place", _("Where it takes place"), 160, "left", lambda row: row.data.place),
        Column("state", _("State"), 110, "left", lambda row: label(row.state)),
        Column("call_by", _("Called by"), 100, "left", lambda row: row.call_by.isoformat()),
        counted("targets", _("Invited")),
        counted("to_call", _("To call")),
        counted("called", _("Spoken to")),
        Column("result", _("Result"), 300, "left", lambda row: row.closed_reason),
        Column("clock", _("By when"), 150, "left", lambda row: say_clock(row, desk.today())[0]),
    ]
