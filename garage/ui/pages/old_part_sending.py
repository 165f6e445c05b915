"""Shipments & disposal: monthly lists, settlement notices, shipments to suppliers, and what was disposed of."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from garage.domain.numbers import Series, read_number
from garage.i18n import _
from garage.services import (
    claim_list_rows,
    claim_notice_rows,
    old_part_register,
    shipment_rows,
)
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.pages.claim_lists import ClaimListsPanel
from garage.ui.pages.claim_notices import NoticesPanel
from garage.ui.pages.disposals import DisposalsPanel
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.shipments import ShipmentsPanel

LISTS, NOTICES, SHIPMENTS, DISPOSALS = "lists", "notices", "shipments", "disposals"


class SendingPage(FreshPage):
    """A chip for each kind of paper over its list; the counts say what waits."""

    areas = frozenset({Area.RETURNS, Area.MONEY})

    document_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("sending_page")
        self.chips = ChipBar(name="sending_chips")
        self.lists = ClaimListsPanel(desk)
        self.notices = NoticesPanel(desk)
        self.shipments = ShipmentsPanel(desk)
        self.disposals = DisposalsPanel(desk)
        self._panels: dict[str, Any] = {
            LISTS: self.lists,
            NOTICES: self.notices,
            SHIPMENTS: self.shipments,
            DISPOSALS: self.disposals,
        }
        self.stack = QStackedWidget()
        for panel in self._panels.values():
            self.stack.addWidget(panel)
            if hasattr(panel, "document_opened"):
                panel.document_opened.connect(self.document_opened)
        self._say_counts()
        self.chips.chosen.connect(self._go)
        self.setFocusProxy(self.lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.chips)
        layout.addWidget(self.stack, 1)

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the list, notice, shipment or disposal of that number; False when it is none of them."""
        read = read_number(no)
        if read is None or read[0] not in _SERIES:
            return False
        chip, find, show = _SERIES[read[0]]
        found = find(read[1])
        if found is not None:
            self.show_chip(chip)
            getattr(self._panels[chip], show)(found)
        return found is not None

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self._say_counts()
        self.chips.chip(key).setChecked(True)
        self._go(key)

    def refresh(self) -> None:
        """The counts; each list reads itself anew."""
        super().refresh()
        self._say_counts()

    # Inside

    def _go(self, key: str) -> None:
        panel = self._panels[key]
        self.stack.setCurrentWidget(panel)
        self.setFocusProxy(panel)

    def _say_counts(self) -> None:
        self.chips.set_chips(
            [
                (LISTS, _("Monthly lists"), len(claim_list_rows.due_lists(self._desk.today()))),
                (NOTICES, _("Settlement notices"), claim_notice_rows.open_count()),
                (SHIPMENTS, _("Shipments"), shipment_rows.open_count()),
                (DISPOSALS, _("Disposals"), None),
            ]
        )


_SERIES: dict[Series, tuple[str, Any, str]] = {
    Series.CLAIM_LIST: (LISTS, claim_list_rows.by_number, "show_list"),
    Series.CLAIM_NOTICE: (NOTICES, claim_notice_rows.by_number, "show_notice"),
    Series.SHIPMENT: (SHIPMENTS, shipment_rows.by_number, "show_shipment"),
    Series.DISPOSAL: (DISPOSALS, old_part_register.disposal_by_number, "show_disposal"),
}
"""Chip, what finds the document, and what shows it, by its series."""
