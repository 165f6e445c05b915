"""What an order has to do with warranty: its rework cases, the tags of its old parts and its claims (D2, E1, E4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import claim_pages, old_part_rows, old_part_tags, rework_rows
from garage.services.claim_pages import ClaimRow
from garage.services.old_part_rows import OldPartRow
from garage.services.old_part_tags import ReplacedLine
from garage.services.orders import OrderPage
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms.rework_words import say_attempt, say_clock
from garage.ui.kit.table_model import Column
from garage.ui.pages import claim_words
from garage.ui.pages.old_part_detail import TONES
from garage.ui.pages.order_records import OfferedButtons, RecordsTab, ShortList

OFFERED = ("tag_lines", "hand_old_parts", "open_rework", "claim")
"""Acts of the menu that stand over the list as well, those that are possible now."""
_TAG = "tag_lines"
_FEWEST_ROWS, _MOST_ROWS = 2, 7
"""Rows in sight before the whole tab scrolls."""


@dataclass(frozen=True)
class Entry:
    """A line of the list; `no` is "" for an old part that still has to get its tag."""

    id: str
    no: str
    what: str
    state: str
    tone: str
    more: str


class ReturnsTab(RecordsTab):
    """Every document of warranty returns of an order; Enter goes to it, or tags what has no tag yet."""

    document_asked = Signal(str)
    """Somebody wants to see the document of this number."""
    warranties_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._buttons = OfferedButtons("returns")
        self._tag: QAction | None = None
        columns = [
            Column("no", _("Number"), 140, "left", lambda row: row.no or "–", bold=True),
            Column("what", _("About"), 0, "left", lambda row: row.what, tooltip=lambda row: row.what),
            Column("state", _("State"), 190, "left", lambda row: row.state, colour=lambda row: row.tone),
            Column("more", _("Details"), 0, "left", lambda row: row.more, tooltip=lambda row: row.more),
        ]
        empty = _("Nothing of this job is tagged, claimed or in dispute yet.")
        self.list = ShortList("order_returns", _("Warranty returns"), columns, empty)
        self.list.opened.connect(self._open)
        self.setFocusProxy(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._buttons)
        self.add_button(foot, "order_warranties", _("Warranties…"), "check", self.warranties_asked.emit)
        foot.addStretch(1)
        self.scroll_all("returns_scroll")
        self.column.addWidget(self.list)
        self.column.addLayout(foot)
        self.column.addStretch(1)

    def offer(self, more: Mapping[str, QAction]) -> None:
        """Buttons for what can be done about it now."""
        self._tag = more.get(_TAG)
        self._buttons.offer([more[name] for name in OFFERED if name in more])

    def refresh(self, page: OrderPage) -> None:
        if not self.isVisible():
            return
        cases = [_case(row, self.desk) for row in rework_rows.of_order(page.id)]
        tags = [_old_part(row) for row in old_part_rows.of_order(page.id)]
        bare = [_untagged(row) for row in old_part_tags.replaced_lines(page.id) if row.wanted]
        self.list.set_rows([*cases, *bare, *tags, *map(_claim, claim_pages.of_order(page.id))])
        self.list.keep_room(_FEWEST_ROWS, _MOST_ROWS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.page is not None:
            self.refresh(self.page)

    def _open(self, row: Entry) -> None:
        if row.no:
            self.document_asked.emit(row.no)
        elif self._tag is not None:
            self._tag.trigger()


def _case(row: CaseRow, desk: Desk) -> Entry:
    (clock, ink), (attempt, tone) = say_clock(row, desk.today()), say_attempt(row)
    told = " · ".join(word for word in (clock, attempt, row.referred_to) if word)
    return Entry(row.no, row.no, row.line, label(row.state), ink if clock else tone, told)


def _old_part(row: OldPartRow) -> Entry:
    told = " · ".join(word for word in (row.place, label(row.purpose), row.claim_no) if word)
    what = f"{row.name} × {format_quantity(row.qty_milli)} {row.unit}".strip()
    return Entry(row.no, row.no, what, label(row.state), TONES.get(row.state, "muted"), told)


def _untagged(row: ReplacedLine) -> Entry:
    what = f"{row.name} × {format_quantity(row.left_milli)} {row.unit}".strip()
    return Entry(f"line {row.line_id}", "", what, _("no tag yet"), "warn", label(row.purpose))


def _claim(row: ClaimRow) -> Entry:
    fen = row.approved_fen or row.claimed_fen
    told = " · ".join(filter(None, (row.supplier, format_yuan(fen) if fen else "")))
    return Entry(row.no, row.no, row.part, label(row.state), claim_words.tone_of(row.state), told)
