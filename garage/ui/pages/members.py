"""Members and offers: levels, who has reached another one, dated offers, coupons (C8)."""

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from garage.domain.numbers import Series, read_number
from garage.i18n import _
from garage.services import coupons
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit.chips import ChipBar
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.member_coupons import CouponsPanel
from garage.ui.pages.member_levels import DuePanel, LevelsPanel
from garage.ui.pages.member_offers import OffersPanel


class MembersPage(FreshPage):
    """Four lists behind chips."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.MONEY, Area.SHOP})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("members_page")
        self.chips = ChipBar(self, "members_kind")
        self.coupons = CouponsPanel(desk)
        self.panels: dict[str, ListSection] = {
            "levels": LevelsPanel(desk),
            "due": DuePanel(desk),
            "offers": OffersPanel(desk),
            "coupons": self.coupons,
        }
        self._stack = QStackedLayout()
        for panel in self.panels.values():
            self._stack.addWidget(panel)
        self._say_chips()
        self.chips.chosen.connect(self.show_panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.chips)
        layout.addLayout(self._stack, 1)
        self.setFocusProxy(self.panels["levels"])

    def show_panel(self, key: str) -> None:
        """Show one of the lists, its chip chosen; raises KeyError."""
        panel = self.panels[key]
        self.chips.chip(key).setChecked(True)
        self._stack.setCurrentWidget(panel)
        self.setFocusProxy(panel)
        panel.setFocus()

    def show_document(self, no: str) -> bool:
        """Show the coupon of that number; False when there is none."""
        read = read_number(no)
        found = coupons.find(read[1]) if read is not None and read[0] is Series.COUPON else None
        if found is not None:
            self.show_panel("coupons")
            self.coupons.show_coupon(found)
        return found is not None

    def _say_chips(self) -> None:
        names = {
            "levels": _("Levels and points"),
            "due": _("Level reached"),
            "offers": _("Offers"),
            "coupons": _("Coupons"),
        }
        self.chips.set_chips([(key, names[key], None) for key in self.panels])
