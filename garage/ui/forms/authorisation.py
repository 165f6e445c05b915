"""The customer's consent: print the paper first, then record who agreed, how and when."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from garage.domain.labels import label
from garage.domain.orders import ConsentChannel
from garage.domain.phones import display_phone
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import authorisations, order_lines, orders
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.order_head import MoneyCard, about, words
from garage.ui.kit.actions import guarded
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField


class AuthorisationForm(FormDialog):
    """Freezes the estimate as what the customer agreed to (A8)."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(
            parent, _("Record authorisation"), about(page), default_text=_("The customer agrees"), width=600
        )
        self.setObjectName("authorisation_form")
        self._desk = desk
        self._page = page
        self._money = MoneyCard(_("Estimate total"))
        self.add_widget(self._money)
        self.add_widget(self._print_row())
        self._channel = self.add_field(
            "channel", _("How"), ChoiceField(choices=[(how, label(how)) for how in ConsentChannel])
        )
        self._when = self.add_field(
            "signed_at", _("When"), MomentField(now=desk.now), required=True, beside=True
        )
        self._who = self.add_field("signed_by", _("Who agreed"), LineField(limit=60), required=True)
        self._note = self.add_field(
            "note",
            _("Note"),
            LineField(limit=200),
            _("For a call the number, for a message its words."),
        )
        self.add_widget(
            words(_("What is agreed is frozen. Work beyond it needs the customer's consent again."), "muted")
        )
        self._channel.edited.connect(self._fill_number)

    def load(self) -> None:
        self._show_estimate()
        self._who.set_value(self._page.reception.brought_by or self._page.customer)
        self._channel.set_value(ConsentChannel.SIGNED)
        self._when.set_moment(self._desk.now())
        self._who.setFocus()

    def keep_mine(self, error: StaleError) -> None:
        """What is agreed to is shown as it stands now."""
        self._show_estimate()

    def _show_estimate(self) -> None:
        self._page = orders.open_page(self._page.id)
        totals = order_lines.order_totals(self._page.lines)
        rows = [
            (_("Labour"), totals.labour_fen),
            (_("Parts"), totals.parts_fen),
            (_("Other"), totals.other_fen),
            (_("Discount"), -totals.line_discount_fen),
        ]
        self._money.show_money([row for row in rows if row[1]], totals.net_fen)

    def check(self) -> None:
        if self._channel.value() is not ConsentChannel.SIGNED and not self._note.value():
            raise FieldError("note", _("Write down the number that was called or the message."))

    def save(self) -> str:
        return authorisations.authorise(
            self._desk.by(),
            self._page.id,
            signed_by=self._who.value(),
            channel=self._channel.value(),
            signed_at=self._when.moment(),
            note=self._note.value(),
            version=self._page.version,
        )

    def print_paper(self) -> None:
        """The paper to be signed."""
        printing.print_authorisation(self, self._desk, self._page.id)

    def _fill_number(self) -> None:
        """By phone: most likely the number that the order knows."""
        phone = self._page.reception.brought_by_phone or next(iter(self._page.phones), "")
        if self._channel.value() is ConsentChannel.PHONE and not self._note.text() and phone:
            self._note.set_value(display_phone(phone))

    def _print_row(self) -> QWidget:
        button = QPushButton(icon("print", "accent"), _("Print it for signing"))
        button.setObjectName("print_authorisation")
        button.setAccessibleName(button.text())
        set_key(button, "Ctrl+P")
        button.setToolTip(f"{button.text()} (Ctrl+P)")
        button.setAutoDefault(False)
        button.clicked.connect(guarded(self, self.print_paper))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(button)
        layout.addStretch(1)
        return row
