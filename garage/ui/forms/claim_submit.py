"""A claim goes to the supplier: what it is about, and that everything of its check list is so."""

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.i18n import _, ngettext
from garage.services import claim_pages, claims
from garage.services.claim_pages import ClaimPage
from garage.ui.desk import Desk
from garage.ui.forms.claim_acts import about
from garage.ui.forms.order_head import words
from garage.ui.kit.form_dialog import FormDialog


class SubmitClaimForm(FormDialog):
    """Asks once more before a claim leaves the house; the act refuses what is missing by then."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: ClaimPage) -> None:
        title = _("Submit to the supplier")
        super().__init__(parent, title, about(page), title, width=560)
        self.setObjectName("claim_submit_form")
        self._desk, self._ref, self._version = desk, page.row.id, page.row.version
        count = len(page.checks)
        checked = ngettext(
            "{n} item of the check list is ticked.", "All {n} items of the check list are ticked.", count
        )
        asked = _("{amount} are asked for; the claim belongs to the list that is due on {day}.")
        row = page.row
        self.add_widget(words(asked.format(amount=format_yuan(row.claimed_fen), day=row.due_on.isoformat())))
        self.add_widget(words(checked.format(n=count), "muted"))

    def renew(self) -> None:
        self._version = claim_pages.row_of(self._ref).version

    def save(self) -> int:
        claims.submit(self._desk.by(), self._ref, self._version)
        return self._ref
