"""The tab of warranty returns: what we promised, what came off the cars, and what suppliers owe for it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from garage.i18n import N_, _
from garage.ui.desk import Desk
from garage.ui.pages.sections import Section, SectionsPage

SECTIONS: tuple[Section, ...] = (
    Section("board", N_("Board"), "garage.ui.pages.returns_board", "BoardPage"),
    Section("claims", N_("Claims"), "garage.ui.pages.claims", "ClaimsPage"),
    Section("old_parts", N_("Old parts"), "garage.ui.pages.old_parts", "OldPartsPage"),
    Section("reworks", N_("Rework"), "garage.ui.pages.reworks", "ReworksPage"),
    Section("sending", N_("Shipments & disposal"), "garage.ui.pages.old_part_sending", "SendingPage"),
    Section("terms", N_("Warranty terms"), "garage.ui.pages.warranty_terms", "TermsPage"),
    Section("figures", N_("Claim figures"), "garage.ui.pages.returns_figures", "ReturnsFiguresPage"),
)


class ReturnsPage(SectionsPage):
    """The pages of warranty returns.

    One that has `accounts_asked()` leads to the suspense accounts, one that has `figures_asked()` to the claim figures.
    """

    sections = SECTIONS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "returns", _("Warranty returns"), parent)

    def meet(self, page: Any) -> None:
        if hasattr(page, "accounts_asked"):
            page.accounts_asked.connect(self.show_accounts)
        if hasattr(page, "figures_asked"):
            page.figures_asked.connect(lambda: self.show_page("figures"))

    def show_accounts(self) -> None:
        """Who owes which old parts."""
        self.show_page("old_parts").show_chip("suspense")
