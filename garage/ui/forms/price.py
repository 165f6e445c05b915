"""A price from a day on: of an operation, a part or a package (A9)."""

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.part_file import PriceBasis, price_from_cost
from garage.domain.price_lists import Priced, PriceTerms
from garage.errors import StaleError
from garage.i18n import _
from garage.services import price_lists, price_page
from garage.services.price_page import DatedPrice, PricedRow
from garage.ui.desk import Desk
from garage.ui.forms.operation import refuse_unmeant_zero
from garage.ui.forms.order_head import words as plain_words
from garage.ui.forms.owners_word import add_owners_word
from garage.ui.forms.part import below_cost, percent_field, sees_costs
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog


class PriceForm(FormDialog):
    """A new price, or with `dated` one that has not come yet; `saved` carries the id of what it is of."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, row: PricedRow, dated: DatedPrice | None = None
    ) -> None:
        title = _("Change the price to come") if dated else _("New price")
        super().__init__(parent, title, _about(row), width=640)
        self.setObjectName("price_form")
        self._desk = desk
        self._row = row
        self._dated = dated
        match row.kind:
            case Priced.OPERATION:
                self.add_field("hours", _("Flat-rate hours"), fields.HoursField(), required=True)
                self._add_price(_("Fixed price"), _("Empty: hours × labour rate."), beside=True)
            case Priced.PART:
                self._add_basis()
                self._add_price(_("Selling price of one"), self._said_cost(), required=True)
            case Priced.PACKAGE:
                words = _("Empty: the sum of its lines, {amount}.")
                self._add_price(_("Price"), words.format(amount=format_yuan(row.list_fen)))
        self.add_field("member_price", _("Price for members"), fields.MoneyField(), beside=True)
        day = fields.DateField(now=desk.now)
        self.add_field(
            "starts_on", _("From"), day, _("A later day waits and comes by itself."), required=True
        )
        reason = fields.LineField(limit=200, placeholder=_("The supplier raised its prices"))
        self.add_field("reason", _("Reason"), reason, beside=True, stretch=2)
        add_owners_word(self, desk)
        self._below = plain_words("", "warn")
        self._below.setObjectName("below_cost")
        self._below.hide()
        self.add_widget(self._below)
        for name in ("price", "member_price"):
            self.widget(name).textChanged.connect(lambda _text: self._warn())

    def load(self) -> None:
        terms = self._dated.terms if self._dated else self._row.terms
        if self._row.kind is Priced.OPERATION:
            self.widget("hours").set_centi(terms.hours_centi)
        if self._row.kind is Priced.PART:
            self.widget("basis").set_value(terms.basis)
            self.widget("markup").set_value(terms.markup_bp or None)
        self.widget("price").set_fen(terms.price_fen)
        if self._row.kind is Priced.PART:
            self._fit_basis()
        self.widget("member_price").set_fen(terms.member_price_fen)
        self.widget("starts_on").set_date(self._dated.starts_on if self._dated else self._desk.today())
        self.widget("reason").set_value(self._dated.reason if self._dated else "")
        first = self.widget("price" if self.widget("price").isEnabled() else "markup")
        first.setFocus()
        first.selectAll()

    def renew(self) -> None:
        [self._row] = price_page.read(self._row.kind, [self._row.id], self._desk.today())
        if self._dated is not None:
            self._dated = price_page.dated(self._row.kind, self._dated.id)

    def keep_mine(self, error: StaleError) -> None:
        """`renew` took the newer versions."""

    def save(self) -> int:
        row, by, owner = self._row, self._desk.by(), self.widget("approved_by").value()
        day, reason, terms = self.widget("starts_on").date(), self.widget("reason").value(), self._terms()
        refuse_unmeant_zero(self, "price", terms.price_fen, terms.hours_centi)
        if self._dated is None:
            price_lists.set_price(
                by, row.kind, row.id, terms, day, reason=reason, version=row.version, approved_by=owner
            )
        else:
            ref, version = self._dated.id, self._dated.version
            price_lists.change_price(by, row.kind, ref, version, terms, day, reason=reason, approved_by=owner)
        return row.id

    def _terms(self) -> PriceTerms:
        on_cost = self._row.kind is Priced.PART and self.widget("basis").value() is PriceBasis.COST_PLUS
        return PriceTerms(
            price_fen=self.widget("price").value(),
            member_price_fen=self.widget("member_price").value(),
            hours_centi=self.widget("hours").centi() if self._row.kind is Priced.OPERATION else 0,
            basis=PriceBasis.COST_PLUS if on_cost else PriceBasis.FIXED,
            markup_bp=(self.widget("markup").value() or 0) if on_cost else 0,
        )

    def _add_price(self, words: str, hint: str, *, required: bool = False, beside: bool = False) -> None:
        self.add_field("price", words, fields.MoneyField(), hint, required=required, beside=beside)

    def _add_basis(self) -> None:
        bases = [(basis, label(basis)) for basis in PriceBasis]
        basis = self.add_field("basis", _("Price is"), fields.ChoiceField(choices=bases))
        markup = self.add_field("markup", _("% on the cost"), percent_field(), beside=True)
        basis.edited.connect(self._fit_basis)
        for field in (basis, markup):
            fields.when_edited(field, self._work_out)

    def _fit_basis(self) -> None:
        on_cost = self.widget("basis").value() is PriceBasis.COST_PLUS
        self.body.boxes["markup"].setVisible(on_cost)
        self.widget("markup").setVisible(on_cost)
        self.widget("price").setEnabled(not (on_cost and self._row.last_cost_fen))
        self._work_out()

    def _work_out(self) -> None:
        """The percent make the price as soon as one cost is known."""
        percent, cost = self.widget("markup").value_if_read(), self._row.last_cost_fen
        if self.widget("basis").value() is PriceBasis.COST_PLUS and cost and percent is not None:
            self.widget("price").set_fen(price_from_cost(cost, percent))

    def _warn(self) -> None:
        """Whoever may know the cost is told when it is more than the price."""
        typed = (self.widget(name).value_if_read() for name in ("price", "member_price"))
        known = self._row.kind is Priced.PART and sees_costs(self._desk.person)
        text = below_cost(self._row.last_cost_fen, *typed) if known else ""
        self._below.setText(text)
        self._below.setVisible(bool(text))

    def _said_cost(self) -> str:
        cost = self._row.last_cost_fen
        if not cost or not sees_costs(self._desk.person):
            return ""
        return _("It cost {amount} last.").format(amount=format_yuan(cost))


def _about(row: PricedRow) -> str:
    words = _("{code} · {name} · now {amount}")
    said = words.format(code=row.code, name=row.name, amount=format_yuan(row.fen))
    if row.coming is None:
        return said
    day = _("another price comes on {day}").format(day=row.coming.starts_on.isoformat())
    return f"{said} · {day}"
