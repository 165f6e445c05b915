"""Settlement notices: made of what a supplier granted, invoiced, and settled with money or credit."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.claims import SettleMode
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.errors import FieldError
from garage.i18n import _
from garage.services import claim_notice_rows, claim_notices, claim_terms, claim_vouchers
from garage.services.claim_notice_rows import Grantor, NoticeRow
from garage.services.claim_pages import ClaimRow
from garage.services.claim_vouchers import LooseVoucher
from garage.ui.desk import Desk
from garage.ui.forms.claim_list import claim_table, ticked_claims
from garage.ui.forms.order_head import MoneyCard, words
from garage.ui.forms.supplier_payment import METHODS
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import CodeField, LineField


def about_notice(row: NoticeRow) -> str:
    """A notice in one line."""
    return " · ".join((row.no, row.supplier, format_yuan(row.approved_fen)))


def _modes() -> ChoiceField:
    return ChoiceField(choices=[(mode, label(mode)) for mode in (SettleMode.CREDIT, SettleMode.CASH)])


class NoticeForm(FormDialog):
    """What a supplier granted becomes a notice; `claim_ids` are ticked, else all. `saved` carries its id."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        supplier_id: int | None = None,
        claim_ids: Sequence[int] | None = None,
    ) -> None:
        title = _("Write a settlement notice")
        told = _(
            "What the supplier granted; it owes the sum from now on, until the money or the credit is here."
        )
        super().__init__(parent, title, told, title, width=820)
        self.setObjectName("claim_notice_form")
        self._desk, self._chosen = desk, claim_ids
        self._rows: dict[int, ClaimRow] = {}
        grantors = claim_notice_rows.grantors()
        choices = [(one, f"{one.supplier} · {format_yuan(one.approved_fen)}") for one in grantors]
        self._whose = self.add_field("supplier", _("Supplier"), ChoiceField(choices=choices), stretch=2)
        self._mode = self.add_field("mode", _("Settlement"), _modes(), beside=True)
        self._due = self.add_field("due_on", _("Due by"), DateField(now=desk.now), required=True, beside=True)
        self._first = next((one for one in grantors if one.supplier_id == supplier_id), None)
        self.claims = self.add_field(
            "claims", _("Granted"), claim_table(), _("Space ticks a row, Ctrl+A all.")
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200))
        self.money = MoneyCard(_("The supplier owes"))
        self.add_widget(self.money)
        self._none = words(_("Nothing is granted that has no notice yet."), "muted")
        self._none.setVisible(not grantors)
        self.add_widget(self._none)
        self._whose.edited.connect(self._fit)
        self.claims.changed.connect(self._say_sum)

    def load(self) -> None:
        if self._first is not None:
            self._whose.set_value(self._first)
        self._fit()
        self.claims.setFocus()

    def save(self) -> int:
        whose: Grantor | None = self._whose.value()
        if whose is None:
            raise FieldError("supplier", _("Nothing is granted that has no notice yet."))
        seen = {ref: self._rows[ref].version for ref in self.claims.value()}
        return claim_notices.issue(
            self._desk.by(),
            whose.supplier_id,
            seen,
            due_on=self._due.date() or self._desk.today(),
            mode=self._mode.value(),
            note=self._note.value(),
        )

    def renew(self) -> None:
        self._fit()

    def _fit(self) -> None:
        whose: Grantor | None = self._whose.value()
        rows = claim_notice_rows.granted(whose.supplier_id) if whose is not None else []
        self._rows = {row.id: row for row in rows}
        self.claims.show_rows(ticked_claims(rows, self._chosen, given=True), most=6)
        if whose is not None:
            self._mode.set_value(claim_terms.of(whose.supplier_id).settle_mode)
            self._due.set_date(claim_notice_rows.usual_due_on(whose.supplier_id, self._desk.today()))
        self._say_sum()
        self.grow_soon()

    def _say_sum(self) -> None:
        chosen = [self._rows[ref] for ref in self.claims.value()]
        asked, given = sum(row.claimed_fen for row in chosen), sum(row.approved_fen for row in chosen)
        less = [(_("Claimed"), asked), (_("Deducted"), given - asked)] if asked != given else []
        self.money.show_money(less, given)


class _NoticeActForm(FormDialog):
    """A form over a notice as it was when the form was opened."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: NoticeRow, title: str) -> None:
        super().__init__(parent, title, about_notice(row), title, width=560)
        self._desk, self._row, self._version = desk, row, row.version

    def renew(self) -> None:
        self._version = claim_notice_rows.one(self._row.id).version


class NoticeInvoiceForm(_NoticeActForm):
    """Our invoice over a notice."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: NoticeRow) -> None:
        super().__init__(parent, desk, row, _("Record our invoice"))
        self.setObjectName("notice_invoice_form")
        self._no = self.add_field(
            "invoice_no", _("Invoice no."), CodeField(limit=40), required=True, stretch=2
        )
        day = DateField(now=desk.now)
        self._on = self.add_field("invoiced_on", _("Invoiced on"), day, required=True, beside=True)

    def load(self) -> None:
        self._on.set_date(self._desk.today())
        self._no.setFocus()

    def save(self) -> int:
        day = self._on.date() or self._desk.today()
        claim_notices.invoice(self._desk.by(), self._row.id, self._version, self._no.value(), day)
        return self._row.id


class SettleNoticeForm(_NoticeActForm):
    """The money or the credit is here; `voucher_no` is that of the voucher, "" for credit."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: NoticeRow) -> None:
        super().__init__(parent, desk, row, _("Settle the notice"))
        self.setObjectName("settle_notice_form")
        self.voucher_no = ""
        self._loose: list[LooseVoucher] = []
        self.money = MoneyCard(_("The supplier owes"))
        self.money.show_money([], row.approved_fen)
        self.add_widget(self.money)
        self._mode = self.add_field("mode", _("Settlement"), _modes())
        methods = ChoiceField(choices=[(one, label(one)) for one in METHODS])
        self._method = self.add_field("method", _("Payment by"), methods, beside=True)
        self._voucher = self.add_field(
            "voucher",
            _("Which money"),
            ChoiceField(placeholder=_("Choose…")),
            _("Money that was booked already is not booked again."),
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200))
        self._told = words("", "muted")
        self.add_widget(self._told)
        self._mode.edited.connect(self._fit)
        self._voucher.edited.connect(self._fit)

    def load(self) -> None:
        self._mode.set_value(self._row.mode)
        self._offer()
        self._fit()
        self._mode.setFocus()

    def renew(self) -> None:
        super().renew()
        self._offer()
        self._fit()

    def _offer(self) -> None:
        """Vouchers that may be this money; one over the very sum is likely it."""
        self._loose = claim_vouchers.loose(self._row.id)
        other = ("", _("Other money: write a new voucher"))
        self._voucher.set_choices([*((one.no, _about_voucher(one)) for one in self._loose), other])
        same = [one.no for one in self._loose if one.free_fen == self._row.approved_fen]
        if self._voucher.value() is None and same:
            self._voucher.set_value(same[0])

    def save(self) -> int:
        money = self._mode.value() is SettleMode.CASH
        self.voucher_no = claim_notices.settle(
            self._desk.by(),
            self._row.id,
            self._version,
            self._mode.value(),
            method=self._method.value() if money else None,
            voucher=self._voucher.value() if self._loose else None,
            note=self._note.value(),
        )
        return self._row.id

    def _fit(self) -> None:
        money = self._mode.value() is SettleMode.CASH
        booked = money and bool(self._loose)
        linked = booked and bool(self._voucher.value())
        self.body.boxes["voucher"].setVisible(booked)
        self.body.boxes["method"].setVisible(money and not linked)
        told = _("The sum stays in the supplier's account and pays for the next goods.")
        if linked:
            told = _("The voucher settles the notice; nothing is booked again.")
        elif money:
            told = _("A payment voucher is written, and the debt in the supplier's account is cleared.")
        self._told.setText(told)
        self.grow_soon()


def _about_voucher(one: LooseVoucher) -> str:
    return " · ".join(filter(None, (one.no, f"{one.paid_at:%Y-%m-%d}", format_yuan(one.free_fen), one.note)))
