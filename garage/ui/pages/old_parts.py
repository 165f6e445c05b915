"""Old parts: what has to be counted in, whom the rest is for, what is gone, and who still owes one (E1–E3, E7)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.numbers import Series, read_number
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.i18n import _
from garage.services import old_part_list, old_part_register, old_part_rows
from garage.services.command import Area
from garage.services.old_part_register import OldPartFilter
from garage.services.old_part_rows import OldPartRow
from garage.ui.desk import Desk
from garage.ui.forms import print_old_parts
from garage.ui.forms.old_part_register import RegisterForm
from garage.ui.forms.old_parts import OldPartsSection
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.search_field import Hit, SearchField
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.disposals import DisposalsPanel
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.old_part_detail import TONES, OldPartDetail, purpose_words, quantity
from garage.ui.pages.old_part_page_acts import OldPartActs, open_form
from garage.ui.pages.returns_sheets import old_part_sheet

SUSPENSE, DISPOSALS = "suspense", "disposals"
_LIST_WIDTH, _DETAIL_WIDTH = 600, 632


class OldPartsPage(FreshPage):
    """Chips over a list with its detail; two chips lead to lists of their own: accounts and disposals."""

    areas = frozenset({Area.RETURNS, Area.STOCK, Area.ORDERS})

    order_opened = Signal(int)
    document_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("old_parts_page")
        self.chips = ChipBar(name="old_part_chips")
        self.find = SearchField(self._look_up, placeholder=_("Tag, plate, serial, part  Ctrl+F"))
        self.find.setObjectName("old_part_find")
        self.find.setAccessibleName(_("Find an old part"))
        self.list = ListView(self, "old_parts_list", _("Removed parts"))
        self.register_action = make_action(
            self, _("Register…"), self.print_register, "Ctrl+Shift+P", "print", name="print_register"
        )
        self.find_action = make_action(
            self, _("Find"), self.look_for, "Ctrl+F", "search", name="find_old_part"
        )
        self._split = QSplitter()  # what is in it has its keys only while it is in sight
        self.acts = OldPartActs(self._split, desk)
        self.acts.document_asked.connect(self.document_opened)
        self.detail = OldPartDetail(desk, self.acts.offered)
        self.suspense = OldPartsSection(desk)
        self.disposals = DisposalsPanel(desk)
        self.stack = QStackedWidget()
        self._say_counts()
        self.chips.chip(OldPartFilter.TO_COUNT).setChecked(True)
        self.list.sheet = old_part_sheet()
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.list.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.id, parent=self))
        self.setFocusProxy(self.list)
        self._connect()
        self._build()
        self._say_empty()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the old part or the disposal of that number; False when it is neither."""
        read = read_number(no)
        if read is None or read[0] not in {Series.OLD_PART, Series.DISPOSAL}:
            return False
        of_part = read[0] is Series.OLD_PART
        found = old_part_rows.by_number(read[1]) if of_part else old_part_register.disposal_by_number(read[1])
        if found is not None and of_part:
            self.show_part(found)
        elif found is not None:
            self.show_chip(DISPOSALS)
            self.disposals.show_disposal(found)
        return found is not None

    def show_part(self, old_part_id: int) -> None:
        """Show this part among all, however old it is; raises KeyError when there is none."""
        self._choose(OldPartFilter.ALL, old_part_id)
        if not self.list.select_key(old_part_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_part(old_part_id)
        self._fit()

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self._choose(key)

    def look_for(self) -> None:
        """To the search, from whatever list is in sight."""
        if self.stack.currentWidget() is not self._split:
            self.show_chip(OldPartFilter.ALL)
        self.find.setFocus()

    def print_register(self) -> None:
        """The register of a period."""
        form = RegisterForm(self, self._desk)
        form.saved.connect(lambda period: print_old_parts.print_register(self, self._desk, *period))
        open_form(form)

    def refresh(self) -> None:
        """Read everything anew; the part shown stays shown."""
        super().refresh()
        shown = self.detail.row
        self._say_counts()
        self.list.rows().reload(shown.id if shown is not None else None)
        if shown is not None and self.list.current_key() in (None, shown.id):
            self.detail.show_part(shown.id)
        elif self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        self._fit()

    # Inside

    def _choose(self, key: str, old_part_id: int | None = None) -> None:
        self._outdated = False
        self._say_counts()
        self.chips.chip(key).setChecked(True)
        self._go(key, old_part_id)

    def _go(self, key: str, old_part_id: int | None = None) -> None:
        """Another list; the newest part of it gets the bar."""
        panels: dict[str, QWidget] = {SUSPENSE: self.suspense, DISPOSALS: self.disposals}
        panel = panels.get(key, self._split)
        self.stack.setCurrentWidget(panel)
        self.setFocusProxy(self.list if panel is self._split else panel)
        if panel is self._split:
            self._say_empty()
            self.detail.show_nothing()
            self.list.rows().reload(old_part_id)
            if self.list.current_row() is None and self.list.rows().rowCount():
                self.list.selectRow(0)
            elif (row := self.list.current_row()) is not None:
                self.detail.show_part(row.id)
        self._fit()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        key = self.chips.current()
        which = OldPartFilter(key) if key in set(OldPartFilter) else OldPartFilter.ALL
        page = old_part_register.page(which, cursor if isinstance(cursor, tuple) else None, limit)
        return Page(page.rows, page.next_cursor)

    def _say_counts(self) -> None:
        counts = old_part_register.counts()
        owed = sum(one.pieces for one in old_part_list.people())
        words = {
            OldPartFilter.TO_COUNT: _("To count in"),
            OldPartFilter.SHELVED: _("On its shelf"),
            OldPartFilter.CUSTOMER: _("For customers"),
            OldPartFilter.CLAIM: _("For suppliers"),
            OldPartFilter.SCRAP: _("To scrap"),
            OldPartFilter.SENT: _("Sent"),
            OldPartFilter.GONE: _("Gone"),
            OldPartFilter.ALL: _("All"),
        }
        chips: list[tuple[str, str, int | None]] = [
            (one, words[one], counts.get(one)) for one in OldPartFilter
        ]
        self.chips.set_chips(
            [*chips, (SUSPENSE, _("Owed by people"), owed), (DISPOSALS, _("Disposals"), None)]
        )

    def _say_empty(self) -> None:
        key = self.chips.current()
        text = {
            OldPartFilter.TO_COUNT: _(
                "Every tagged part is counted in. A part is tagged on its order when it comes off."
            ),
            OldPartFilter.SENT: _(
                "No old part is with a supplier. What one wants back is packed under “Shipments & disposal”."
            ),
            OldPartFilter.GONE: _("Nothing was handed over, scrapped or voided yet."),
        }.get(OldPartFilter(key) if key in set(OldPartFilter) else OldPartFilter.ALL)
        self.list.set_empty(
            text or _("No old part stands here. A part is tagged on its order when it comes off.")
        )

    def _look_up(self, text: str) -> Sequence[Hit]:
        return [
            Hit(row.id, row.no, " · ".join(filter(None, (row.name, row.plate, row.shelf))), label(row.state))
            for row in old_part_register.find(text, self._desk.today())
        ]

    def _on_found(self, hit: Hit | None) -> None:
        if hit is not None:
            self.find.set_value(None)
            self.show_part(hit.ref)
            self.list.setFocus()

    def _on_selected(self, row: OldPartRow | None) -> None:
        if row is not None:
            self.detail.show_part(row.id)
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._fit()

    def _fit(self) -> None:
        here = self.stack.currentWidget() is self._split
        self.acts.fit(self.detail.row if here else None)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._go)
        self.find.picked.connect(self._on_found)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.acts.next_step())
        self.list.addActions([*self.acts.offered, *self.acts.others])
        self.detail.order_opened.connect(self.order_opened)
        self.suspense.order_opened.connect(self.order_opened)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.find, 1)
        head.addWidget(action_button(self.register_action))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.list.footer)
        self._split.setObjectName("old_parts_split")
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(left)
        self._split.addWidget(self.detail)
        self._split.setSizes([_LIST_WIDTH, _DETAIL_WIDTH])
        for panel in (self._split, self.suspense, self.disposals):
            self.stack.addWidget(panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.chips)
        layout.addWidget(self.stack, 1)


def _columns() -> list[Column]:
    def name(row: OldPartRow) -> str:
        return f"{row.name} × {quantity(row)}"

    def short(row: OldPartRow) -> str:
        words = {
            OldPartPurpose.CUSTOMER: _("Customer"),
            OldPartPurpose.CLAIM: _("Supplier"),
            OldPartPurpose.SCRAP: _("Scrap"),
        }
        return words.get(row.purpose, "–")

    def where(row: OldPartRow) -> str:
        sent = row.shipment_no if row.state is OldPartState.SENT_SUPPLIER else ""
        return row.shelf or sent or label(row.state)

    def in_full(row: OldPartRow) -> str:
        return "\n".join(word for word in (name(row), row.serial, row.fault) if word)

    return [
        Column("no", _("Tag"), 128, "left", lambda row: row.no, bold=True),
        Column("name", _("Part"), 0, "left", name, None, in_full),
        Column("plate", _("Plate"), 116, "left", lambda row: row.plate),
        Column("purpose", _("For whom"), 92, "left", short, None, purpose_words),
        Column(
            "where",
            _("Where"),
            108,
            "left",
            where,
            lambda row: TONES.get(row.state, "muted"),
            lambda row: label(row.state),
        ),
    ]
