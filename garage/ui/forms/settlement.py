"""The bill: the slip as it prints on the left, the money on the right; Enter settles (C2, C3)."""

from enum import Enum, auto
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.lines import PayType
from garage.domain.money import format_yuan
from garage.domain.settlements import Bill, Cover, RoundingOff, bill, change_due
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import next_service, order_lines, orders, papers, receipts, settlements
from garage.services.benefits import chosen
from garage.services.orders import OrderPage
from garage.services.settlements import Settled, Terms
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.benefits import BenefitsPanel, say_grant
from garage.ui.forms.line_terms import LineDiscountForm
from garage.ui.forms.on_account import AccountFields, approver_field
from garage.ui.forms.order_head import MoneyCard, about
from garage.ui.forms.payment import tell_moved
from garage.ui.forms.slip_view import SlipView
from garage.ui.forms.tenders import USUAL, TenderPanel
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import KilometreField, LineField, MoneyField


class Rest(Enum):
    """What becomes of what is not paid at once."""

    NOTHING = auto()
    LATER = auto()
    ON_ACCOUNT = auto()


class SettlementForm(FormDialog):
    """Settles, takes the money and issues the pass in one act; `settled` tells the numbers."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Settle"), about(page), default_text=_("Settle"), width=1240)
        self.setObjectName("settlement_form")
        self._desk = desk
        self._page = page
        self._read()
        self.settled: Settled | None = None
        self.money = MoneyCard(_("To pay"))
        self.add_widget(self.money)
        self.benefits = BenefitsPanel(self._desk, self._page.id)
        self.add_widget(self.benefits)
        self.tenders = self.add_field("tenders", _("Payment"), TenderPanel())
        self._add_rest()
        self._add_reductions()
        self._add_payers()
        self._add_next_service()
        self.slip = SlipView(self._draw)
        self._put_slip_at_left()
        self.tenders.settled.connect(self.submit_by_key)
        self.tenders.edited.connect(self._refresh_account)
        self._discount.textEdited.connect(self._refresh)
        self.benefits.changed.connect(self._refresh)
        self._rounding.edited.connect(self._refresh)
        texts = (self._why, self._insurer, self._case, self._next_on, self._next_km, self._call_time)
        for field in texts:
            field.textChanged.connect(self.slip.redraw_soon)

    def load(self) -> None:
        self._read()
        due_on, due_km = next_service.suggested(self._page.id, self._desk.today())
        self._next_on.set_date(due_on)
        self._next_km.set_km(due_km)
        self._call_time.set_value(self._page.reception.call_time)
        known = settlements.noted(self._page.id, self._desk.today())
        self.benefits.start(chosen(known))
        self._discount.set_fen(known.order_discount_fen or None)
        self._why.set_value(known.discount_reason)
        self._rounding.set_value(known.rounding)
        self._insurer.set_value(known.insurer)
        self._case.set_value(known.insurer_case)
        self._service_book.set_value(known.service_book)
        self.tenders.set_method(self._page.reception.pay_method or USUAL[0])
        self._refresh()
        self.slip.redraw()
        self.tenders.setFocus()

    def settle_clash(self, error: StaleError) -> None:
        """Money that came or went is a fact: nobody's version goes on, the sum to pay follows it."""
        if orders.open_page(self._page.id).version != self._page.version:
            super().settle_clash(error)
            return
        tell_moved(self, error)
        self.keep_mine(error)

    def keep_mine(self, error: StaleError) -> None:
        """The terms stay as typed; the bill is shown as it stands now."""
        self._read()
        self.benefits.read()
        self._refresh()

    def _read(self) -> None:
        self._page = orders.open_page(self._page.id)
        self._totals = order_lines.order_totals(self._page.lines)
        self._seen = receipts.balance(self._page.id)

    def check(self) -> None:
        owed = self._owed()
        if owed and self._rest.value() is Rest.NOTHING:
            change_due(owed, self.tenders.value())

    def save(self) -> Settled:
        try:
            return self._settle()
        except FieldError as error:
            if error.field in {"offers", "coupons", "points"}:  # another seat was faster: the sums of now
                self.benefits.read()
                self._refresh()
            raise

    def _settle(self) -> Settled:
        by, order, terms = self._desk.by(), self._page.id, self._terms()
        tenders, rest = self.tenders.value(), self._rest.value()
        shown = {"version": self._page.version, "seen": self._seen}
        if rest is Rest.LATER and self._owed():
            self.settled = settlements.settle_in_part(by, order, terms, tenders, **shown)
        else:
            account = self._account.value() if rest is Rest.ON_ACCOUNT else None
            self.settled = settlements.settle_and_pay(by, order, terms, tenders, account, **shown)
        return self.settled

    def pay_later(self) -> None:
        """Settle without money: the car stays until it is paid."""
        before = self._rest.value()
        self._choose_rest(Rest.LATER)
        if not self.submit():
            self._choose_rest(before)

    def _terms(self) -> Terms:
        choice = self.benefits.choice
        return Terms(
            order_discount_fen=self._discount.fen(),
            discount_reason=self._why.value(),
            discount_by=self._approver.value(),
            rounding=self._rounding.value(),
            insurer=self._insurer.value(),
            insurer_case=self._case.value(),
            service_book=self._service_book.value(),
            next_service_on=self._next_on.date(),
            next_service_km=self._next_km.km(),
            call_time=self._call_time.value(),
            points=choice.points,
            coupons=choice.coupons,
            offers=choice.offers,
        )

    def _bill(self) -> Bill:
        own = self._discount.fen()
        granted = self.benefits.grants(own)
        return bill(self._totals, order_discount_fen=own, rounding=self._rounding.value(), benefits=granted)

    def _owed(self) -> int:
        return max(0, self._bill().payable_fen - self._seen.paid_fen)

    # Showing

    def _refresh(self) -> None:
        """The sum to pay follows every key; a discount that cannot be leaves the last one."""
        try:
            result, owed = self._bill(), self._owed()
        except FieldError:
            return
        back = self._seen.paid_fen - result.payable_fen
        sums = [
            (_("Labour"), result.totals.labour_fen),
            (_("Parts"), result.totals.parts_fen),
            (_("Other"), result.totals.other_fen),
            (_("Line discounts"), -result.totals.line_discount_fen),
        ]
        reductions = [
            (_("Discount"), -result.own_discount_fen),
            *((say_grant(one), -one.amount_fen) for one in result.benefits),
            (_("Rounded off"), -result.rounding_off_fen),
            (_("Paid so far"), -self._seen.paid_fen),
        ]
        rows = [*sums, *reductions, (_("To be refunded"), max(0, back))]
        self.money.show_money([row for row in rows if row[1]], owed)
        less = [(_("Bill"), result.payable_fen), *(row for row in reductions if row[1])]
        self.say_at_foot(" · ".join(f"{name} {format_yuan(fen)}" for name, fen in less))
        self.tenders.set_payable(owed)
        for name in ("tenders", "rest"):
            self.body.boxes[name].setVisible(owed > 0)
        self._later.setVisible(owed > 0)
        self.body.boxes["discount_by"].setVisible(settlements.needs_owner(result))
        self._refresh_account()
        text = _("Settle {amount}").format(amount=format_yuan(owed)) if owed else _("Settle")
        self.save_button.setText(text)
        self.save_button.setAccessibleName(text)
        self.slip.redraw_soon()

    def _refresh_account(self) -> None:
        try:
            given = sum(tender.amount_fen for tender in self.tenders.value())
            self._account.set_owed(max(0, self._owed() - given))
        except FieldError:
            return

    def _draw(self) -> bytes | None:
        try:
            terms, result = self._terms(), self._bill()
        except FieldError:
            return None
        imprint = papers.blank_imprint(self._desk.by())
        slip = papers.settlement_slip(self._page.id, imprint, "", self._desk.now(), terms, result)
        return printing.pdf_of(slip, self._desk.paper_language)[0]

    def _choose_rest(self, rest: Rest) -> None:
        self._rest.set_value(rest)
        self._on_rest()

    def _on_rest(self) -> None:
        rest = self._rest.value()
        full = rest is Rest.NOTHING
        self.tenders.set_cover(Cover.FULL if full else Cover.PART, optional=not full)
        self._account.show(rest is Rest.ON_ACCOUNT)
        self._refresh_account()

    def _discount_line(self) -> None:
        form = LineDiscountForm(self, self._desk, self._page)
        form.exec()
        form.deleteLater()
        self._read()
        self.benefits.read()
        self._refresh()

    # Fields

    def _add_rest(self) -> None:
        choices = [
            (Rest.NOTHING, _("Everything is paid now")),
            (Rest.LATER, _("The rest before the car leaves")),
            (Rest.ON_ACCOUNT, _("The rest goes on account")),
        ]
        self._rest = self.add_field("rest", _("What is not paid now"), ChoiceField(choices=choices))
        self._rest.edited.connect(self._on_rest)
        share = sum(line.money.charged_fen for line in self._page.lines if line.pay_type is PayType.INSURANCE)
        self._account = AccountFields(self, self._desk, self._page.customer_id, share)
        self._account.show(False)
        self._later = self._link("pay_later", "clock", _("Settle now, take the money later"))
        set_key(self._later, "Ctrl+Shift+Return")
        self._later.setToolTip(f"{self._later.text()} (Ctrl+Shift+Enter)")
        self._later.clicked.connect(self.pay_later)
        self.add_widget(self._later)

    def _add_reductions(self) -> None:
        self.add_section(_("Reductions"))
        self._discount = self.add_field("order_discount", _("Discount"), MoneyField())
        self._rounding = self.add_field(
            "rounding",
            _("Rounding off"),
            ChoiceField(choices=[(how, label(how)) for how in RoundingOff]),
            beside=True,
        )
        self._why = self.add_field("discount_reason", _("Why the discount"), LineField(limit=120))
        self._approver = self.add_field(
            "discount_by",
            _("Discount approved by"),
            approver_field(self._desk),
            _("It is more than anybody may give."),
            beside=True,
        )
        button = self._link("line_discount", "pencil", _("Discount on a line…"))
        set_key(button, "Alt+L")
        button.setToolTip(f"{_('Discount on a line')} (Alt+L)")
        button.clicked.connect(self._discount_line)
        button.setVisible(self._totals.gross_fen > 0)
        self.add_widget(button)

    def _add_payers(self) -> None:
        """Asked only where a line is paid that way."""
        kinds = {line.pay_type for line in self._page.lines}
        self._insurer = self.add_field("insurer", _("Insurer"), LineField(limit=60))
        self._case = self.add_field("insurer_case", _("Case no."), LineField(limit=60), beside=True)
        self._service_book = self.add_field(
            "service_book", "", TickField(_("The free service is noted in the service book"))
        )
        for name in ("insurer", "insurer_case"):
            self.body.boxes[name].setVisible(PayType.INSURANCE in kinds)
        self.body.boxes["service_book"].setVisible(PayType.FREE_SERVICE in kinds)

    def _add_next_service(self) -> None:
        self.add_section(_("Next visit"))
        self._next_on = self.add_field("next_service_on", _("Next service on"), DateField(now=self._desk.now))
        self._next_km = self.add_field("next_service_km", _("or at"), KilometreField(), beside=True)
        self._call_time = self.add_field("call_time", _("Convenient call time"), LineField(limit=40))

    def _put_slip_at_left(self) -> None:
        layout = cast(QVBoxLayout, self.layout())  # as FormDialog lays itself out
        place = layout.indexOf(self.body)
        layout.removeWidget(self.body)
        row = QHBoxLayout()
        row.setContentsMargins(24, 4, 0, 0)
        row.addWidget(self.slip, 6)
        row.addWidget(self.body, 5)
        layout.insertLayout(place, row, 1)

    def _link(self, name: str, symbol: str, text: str) -> QPushButton:
        button = QPushButton(icon(symbol, "accent"), text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setProperty("link", True)
        button.setAutoDefault(False)
        return button
