"""Warranty terms: what makers give on cars, and what suppliers ask of a claim (E4, E9)."""

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import claim_terms, factory_terms
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit.chips import ChipBar
from garage.ui.pages.factory_terms import FactoryTermsPanel
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.supplier_terms import SupplierTermsPanel


class TermsPage(FreshPage):
    """Two lists behind chips."""

    areas = frozenset({Area.RETURNS, Area.STOCK})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("terms_page")
        self.chips = ChipBar(self, "terms_kind")
        self.panels: dict[str, ListSection] = {
            "factory": FactoryTermsPanel(desk),
            "suppliers": SupplierTermsPanel(desk),
        }
        self._stack = QStackedLayout()
        for panel in self.panels.values():
            self._stack.addWidget(panel)
        self.chips.chosen.connect(self.show_panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.chips)
        layout.addLayout(self._stack, 1)
        self.refresh()
        self.setFocusProxy(self.panels["factory"])

    def show_panel(self, key: str) -> None:
        """Show one of the lists, its chip chosen; raises KeyError."""
        panel = self.panels[key]
        self.chips.chip(key).setChecked(True)
        self._stack.setCurrentWidget(panel)
        self.setFocusProxy(panel)

    def refresh(self) -> None:
        super().refresh()
        counts = {"factory": len(factory_terms.rows()), "suppliers": len(claim_terms.rows())}
        names = {"factory": _("Factory warranties"), "suppliers": _("Suppliers' terms")}
        self.chips.set_chips([(key, names[key], counts[key]) for key in self.panels])
