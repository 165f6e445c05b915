"""Points, coupons and offers at settling: a line in the bill's form, and the small form in which they are chosen (C8)."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.benefits import CouponTerms, Grant, OfferTerms
from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.labels import label
from garage.domain.members import MOST_POINTS, BenefitKind, Less, worth_fen
from garage.domain.money import format_yuan
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import benefits
from garage.services.benefits import Choice, Table
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.scan_field import ScanField
from garage.ui.forms.tick_table import Ticked, TickTable
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import NumberField


def say_less(less: Less) -> str:
    """A share or an amount off, in words."""
    if less.off_bp:
        return _("{share} % off").format(share=format_decimal(less.off_bp, 2))
    return _("{amount} off").format(amount=format_yuan(less.off_fen))


def say_grant(one: Grant) -> str:
    """A benefit as the slip names it."""
    return f"{label(one.kind)} {one.words}"


class BenefitsPanel(QWidget):
    """What is chosen for a bill, and the way to choose; `changed` when it is another choice."""

    changed = Signal()

    def __init__(self, desk: Desk, order_id: int) -> None:
        super().__init__()
        self.setObjectName("benefits_panel")
        self._desk, self._order = desk, order_id
        self._own_fen = 0
        self._wanted = Choice()
        self._table = benefits.table(order_id, desk.today())
        text = _("Points and coupons…")
        self.button = QPushButton(icon("barcode", "accent"), text)
        self.button.setObjectName("choose_benefits")
        self.button.setAccessibleName(text)
        self.button.setToolTip(f"{text.rstrip('…')} (Alt+P)")
        self.button.setProperty("link", True)
        self.button.setAutoDefault(False)
        set_key(self.button, "Alt+P")
        self.button.clicked.connect(self.choose)
        self.said = QLabel()
        self.said.setObjectName("benefits_said")
        self.said.setProperty("tone", "muted")
        self.said.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.button)
        layout.addWidget(self.said, 1)

    @property
    def choice(self) -> Choice:
        """As much of what was chosen as the bill takes beside the discount."""
        return self._table.fitting(self._wanted, self._own_fen)

    def start(self, choice: Choice) -> None:
        """Begin with this choice."""
        self._wanted = choice
        self.read()

    def read(self) -> None:
        """Read anew what there is: lines may be cheaper, a coupon used meanwhile."""
        self._table = benefits.table(self._order, self._desk.today())
        for ref in self._wanted.coupons:
            try:
                self._table = self._table.with_coupons([ref])
            except FieldError:
                continue  # it is gone: the bill is shown without it

    def grants(self, own_discount_fen: int) -> tuple[Grant, ...]:
        """What the choice takes off beside this discount."""
        self._own_fen = own_discount_fen
        made = self._table.grants(self.choice, own_discount_fen)
        self.said.setText(self._say(made))
        return made

    def choose(self) -> None:
        """Choose anew, in a form of its own."""
        self.read()
        form = BenefitsForm(self.window(), self._table, self._wanted, self._own_fen)
        if form.exec():
            self._table, self._wanted = form.table, form.choice()
            self.changed.emit()
        form.deleteLater()

    def _say(self, made: tuple[Grant, ...]) -> str:
        if made:  # the card above names them
            return ""
        if self._table.balance < 0:
            return _say_points(self._table.balance)
        offered = [_say_points(self._table.balance)] if self._table.balance else []
        if count := len(self._table.coupons):
            offered.append(ngettext("{n} coupon", "{n} coupons", count).format(n=count))
        return " · ".join(offered) if offered else _("Nothing to use; a coupon can be scanned.")


def _say_points(balance: int) -> str:
    if balance < 0:
        text = _("{n} points: some were spent before their bill was taken back.")
        return text.format(n=f"−{-balance:,}")
    return ngettext("{n} point", "{n} points", balance).format(n=f"{balance:,}")


class BenefitsForm(FormDialog):
    """Offers and coupons to tick, a line for the scanner, points; what it comes to below."""

    def __init__(self, parent: QWidget | None, table: Table, wanted: Choice, own_fen: int) -> None:
        title = _("Points and coupons")
        super().__init__(parent, title, default_text=_("Take over"), width=660)
        self.setObjectName("benefits_form")
        self.table = table
        self._wanted, self._own_fen = wanted, own_fen
        columns = [(_("Offer or coupon"), 0), (_("Less"), 130)]
        self._ticks = TickTable("coupons", _("Offers and coupons"), columns)
        self._nothing = words(_("No offer fits this bill, and the customer has no coupon."), "muted")
        self.add_widget(self._nothing)
        self.add_field("coupons", _("Offers and coupons"), self._ticks)
        self._scan = ScanField()
        self._scan.setPlaceholderText(_("Scan or type a coupon, then Enter"))
        self.add_field("scan", _("Coupon that the customer brings"), self._scan)
        self._points = NumberField(_count, str)
        self.add_field("points", _("Member points"), self._points)
        self._worth = words("", "muted")
        self._worth.setObjectName("points_worth")
        self.add_widget(self._worth)
        self._scan.entered.connect(self._bring)
        self._ticks.changed.connect(self._show)
        self._points.textEdited.connect(lambda _text: self._show())

    def load(self) -> None:
        self._points.set_value(self._wanted.points or None)
        self._list(self._wanted)
        self._scan.setFocus()

    def choice(self) -> Choice:
        """What is ticked and typed; FieldError("points")."""
        keys = self._ticks.value()
        return Choice(
            self._points.value() or 0,
            tuple(ref for kind, ref in keys if kind is BenefitKind.COUPON),
            tuple(ref for kind, ref in keys if kind is BenefitKind.OFFER),
        )

    def check(self) -> None:
        self.table.grants(self.choice(), self._own_fen)

    def save(self) -> Choice:
        return self.choice()

    def _list(self, ticked: Choice) -> None:
        rows = [
            *(
                Ticked((BenefitKind.OFFER, one.id), _cells(one), one.id in ticked.offers)
                for one in self.table.offers
            ),
            *(
                Ticked((BenefitKind.COUPON, one.id), _cells(one), one.id in ticked.coupons)
                for one in self.table.coupons
            ),
        ]
        self._ticks.show_rows(rows)
        self._nothing.setVisible(not rows)
        QTimer.singleShot(0, self, self.grow_soon)  # once the table has its new height
        self.body.boxes["coupons"].setVisible(bool(rows))
        self._show()

    def _bring(self, typed: str) -> None:
        """A coupon was scanned: it is ticked, or said at the line why it cannot be."""
        self.clear_errors()
        try:
            chosen = self.choice()
            self.table, ref = self.table.with_coupon(typed)
        except FieldError as error:
            self.show_error("scan" if error.field == "coupons" else error.field, str(error))
            return
        self._list(Choice(chosen.points, (*chosen.coupons, ref), chosen.offers))

    def _show(self) -> None:
        """What there is of points, and what everything comes to."""
        balance, rules = self.table.balance, self.table.rules
        said = [_say_points(balance)]
        try:
            chosen = self.choice()
            if balance > 0:
                worth = format_yuan(worth_fen(balance, rules.worth_100_fen))
                most = self.table.most_points(chosen, self._own_fen)
                said.append(_("worth {amount}").format(amount=worth))
                said.append(_("this bill takes {n} at most").format(n=f"{most:,}"))
            fen = sum(one.amount_fen for one in self.table.grants(chosen, self._own_fen))
            self.say_at_foot(_("Together {amount} less").format(amount=format_yuan(fen)))
        except FieldError as error:
            self.say_at_foot(str(error))
        self._worth.setText(" · ".join(said))


def _cells(one: OfferTerms | CouponTerms) -> tuple[str, str]:
    if isinstance(one, OfferTerms):
        return f"{label(BenefitKind.OFFER)} · {one.name}", say_less(one.less)
    return f"{label(BenefitKind.COUPON)} · {one.title} {one.no}", say_less(one.less)


def _count(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=MOST_POINTS, field=field)
