"""Campaigns: what is planned, whom it is for, who was called and said what, and what it came to (G4)."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from garage.domain.campaigns import OVER
from garage.domain.labels import label
from garage.domain.numbers import Series, read_number
from garage.i18n import _
from garage.services import campaign_rows
from garage.services.campaign_rows import CampaignFilter, CampaignRow
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import say_clock, say_days
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.campaign_acts import CampaignActs
from garage.ui.pages.campaign_detail import CampaignDetail
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage

_LIST_WIDTH, _DETAIL_WIDTH = 380, 852


class CampaignsPage(FreshPage):
    """Chips over a list, the campaign under the bar at the right with the customers to call."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.ORDERS, Area.MONEY})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("campaigns_page")
        self.chips = ChipBar(name="campaign_chips")
        self.list = ListView(self, "campaigns_list", _("Campaigns"))
        self.acts = CampaignActs(self, desk)
        self.detail = CampaignDetail(desk, self.acts)
        self._say_counts()
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.list.set_model(KeysetModel(_columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.list.sheet = _sheet(desk)
        self.setFocusProxy(self.list)
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="campaign_more_action"
        )
        self.chips.chosen.connect(lambda _key: self._go())
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(self._on_opened)
        self.list.addActions([self.acts.new, *self.acts.offered])
        self.detail.left.connect(self.list.setFocus)
        self.detail.more.clicked.connect(self._show_more)
        self.detail.more.setToolTip(self.more_action.toolTip())
        self.acts.planned.connect(self.show_campaign)
        self._build()
        self._say_empty()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the campaign of that number; False when there is none."""
        read = read_number(no)
        if read is None or read[0] is not Series.CAMPAIGN:
            return False
        found = campaign_rows.by_number(read[1])
        if found is not None:
            self.show_campaign(found)
        return found is not None

    def show_campaign(self, campaign_id: int) -> None:
        """Show this campaign wherever it stands; raises KeyError when there is none."""
        over = campaign_rows.one(campaign_id, self._desk.now()).state in OVER
        self._outdated = False
        self.chips.chip(CampaignFilter.ALL if over else CampaignFilter.OPEN).setChecked(True)
        self._say_counts()
        self._say_empty()
        self.list.rows().reload(campaign_id)
        if not self.list.select_key(campaign_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_campaign(campaign_id)
        self._fit()

    def refresh(self) -> None:
        """Read everything anew; the campaign shown stays shown."""
        super().refresh()
        shown = self.detail.row
        self._say_counts()
        self.list.rows().reload(shown.id if shown is not None else None)
        if shown is not None and self.list.current_key() in (None, shown.id):
            self.detail.show_campaign(shown.id)
            self._fit()
        else:
            self._show_current()

    # Inside

    def _go(self) -> None:
        self._say_counts()
        self._say_empty()
        self.detail.show_nothing()
        self.list.rows().reload()
        self._show_current()

    def _show_current(self) -> None:
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        else:
            self._on_selected(self.list.current_row())

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        which = CampaignFilter(self.chips.current())
        place = cursor if isinstance(cursor, tuple) else None
        found = campaign_rows.page(which, self._desk.now(), place, limit)
        return Page(found.rows, found.next_cursor)

    def _say_counts(self) -> None:
        counts = campaign_rows.counts()
        words = {
            CampaignFilter.OPEN: _("Not over"),
            CampaignFilter.DRAFT: _("Planned"),
            CampaignFilter.OVER: _("Over"),
            CampaignFilter.ALL: _("All"),
        }
        self.chips.set_chips([(one, words[one], counts.get(one)) for one in CampaignFilter])

    def _say_empty(self) -> None:
        text = {
            CampaignFilter.OPEN: _(
                "No campaign is planned. A gathering, an offer or a free service brings customers back: "
                "they are called two weeks before."
            ),
            CampaignFilter.DRAFT: _("No campaign waits for its approval."),
            CampaignFilter.OVER: _("No campaign has ended yet."),
            CampaignFilter.ALL: _("There has been no campaign yet."),
        }[CampaignFilter(self.chips.current())]
        self.list.set_empty(text, self.acts.new.text(), self.acts.new.trigger)

    def _on_selected(self, row: CampaignRow | None) -> None:
        if row is not None:
            self.detail.show_campaign(row.id)
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._fit()

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
        menu = QMenu(self)
        menu.addActions(self.acts.beside())
        menu.addSeparator()
        menu.addActions([action for action in self.acts.on_target if action.isEnabled()])
        menu.addSeparator()
        menu.addActions([self.acts.paper, self.acts.history])
        menu.exec(self.detail.more.mapToGlobal(QPoint(0, self.detail.more.height())))
        menu.deleteLater()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(self.list.footer)
        split = QSplitter()
        split.setObjectName("campaigns_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([_LIST_WIDTH, _DETAIL_WIDTH])
        split.setStretchFactor(1, 1)
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        head.addWidget(action_button(self.acts.new))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(split, 1)


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
