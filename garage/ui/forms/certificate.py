"""Taking a completion certificate back (B6)."""

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import certificates
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import TextField


class VoidCertificateForm(FormDialog):
    """Why the certificate no longer counts, and whether a new one takes its place."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        title = _("Void certificate")
        super().__init__(parent, title, about(page), default_text=title, width=520)
        self.setObjectName("void_certificate_form")
        self._desk = desk
        self._page = page
        self.issued_no = ""
        live = next(row for row in certificates.of_order(page.id) if row.voided_at is None)
        self.add_widget(words(_("{no} becomes void; its number stays in the books.").format(no=live.no)))
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), required=True)
        self._again = self.add_field(
            "issue_again", _("Completion certificate"), TickField(_("Issue a new one at once"))
        )

    def load(self) -> None:
        self._again.set_value(True)

    def save(self) -> str:
        self.issued_no = certificates.void(
            self._desk.by(), self._page.id, self._reason.value(), issue_again=self._again.value()
        )
        return self.issued_no
