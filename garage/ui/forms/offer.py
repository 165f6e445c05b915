"""An offer of some days, and coupons: how much less, on what, from what spend on, for whom (C8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.members import Less, OfferScope, parse_less, show_less
from garage.errors import FieldError
from garage.i18n import _
from garage.services import coupons, member_levels, offers, operations, packages
from garage.services.coupons import CouponData
from garage.services.offers import OfferData
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.member_settings import CustomerField, whole
from garage.ui.forms.owners_word import FIELD, add_owners_word
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField, ParsedField
from garage.ui.kit.search_field import Hit, SearchField

_MOST_HITS = 8


def less_field() -> ParsedField[Less]:
    """How much less: a share, or an amount."""
    return ParsedField(parse_less, show_less, placeholder=_("10 % or 50.00"))


class OfferForm(DocumentForm):
    """A new offer, or the one with `offer_id`; `saved` carries the id."""

    def __init__(self, parent: QWidget | None, desk: Desk, offer_id: int | None = None) -> None:
        title = _("New offer") if offer_id is None else _("Change offer")
        about = _("It is ticked at settling when it fits the bill; the slip names it.")
        super().__init__(parent, title, about, width=680)
        self.setObjectName("offer_form")
        self._desk, self._id = desk, offer_id
        name = LineField(limit=40, placeholder=_("Summer: labour 10 % off"))
        self.add_field("name", _("Name on the slip"), name, required=True)
        self.add_field("from_on", _("From"), DateField(now=desk.now), required=True)
        self.add_field("until_on", _("Until"), DateField(now=desk.now), required=True, beside=True)
        scopes = [(scope, label(scope)) for scope in OfferScope]
        self._scope = ChoiceField(choices=scopes)
        self.add_field("scope", _("What it is for"), self._scope)
        self._what = SearchField(self._find, placeholder=_("name or code"))
        self.add_field("what", _("Which one"), self._what, beside=True)
        self.add_field("off", _("Less"), less_field(), required=True)
        self.add_field("min_spend_fen", _("From what spend on"), MoneyField(), beside=True)
        self.add_field("members_only", "", TickField(_("Only for members")))
        self.add_field("once", "", TickField(_("Once for each customer")), beside=True)
        self._scope.edited.connect(self._on_scope)

    def load(self) -> None:
        super().load()
        if self._id is None:
            self.widget("from_on").set_date(self._desk.today())  # type: ignore[attr-defined]
        self._fit_what()

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, {}
        row = offers.row(self._id)
        data = row.data
        ref = data.package_id or data.operation_id
        return row.version, {
            "name": data.name,
            "from_on": data.from_on,
            "until_on": data.until_on,
            "scope": data.scope,
            "what": Hit(ref, row.what) if ref else None,
            "off": Less(data.off_bp, data.off_fen),
            "min_spend_fen": data.min_spend_fen or None,
            "members_only": data.members_only,
            "once": data.once,
        }

    def write(self, version: int) -> object:
        typed: dict[str, Any] = {name: box.field.value() for name, box in self.body.boxes.items()}  # type: ignore[attr-defined]
        what = self._what.hit()
        ref = int(what.ref) if what is not None else None
        if typed["from_on"] is None or typed["until_on"] is None:
            raise FieldError("until_on", _("An offer has a first and a last day."))
        data = OfferData(
            typed["name"],
            typed["from_on"],
            typed["until_on"],
            typed["scope"],
            package_id=ref if typed["scope"] is OfferScope.PACKAGE else None,
            operation_id=ref if typed["scope"] is OfferScope.OPERATION else None,
            off_bp=typed["off"].off_bp if typed["off"] else 0,
            off_fen=typed["off"].off_fen if typed["off"] else 0,
            min_spend_fen=typed["min_spend_fen"] or 0,
            members_only=typed["members_only"],
            once=typed["once"],
            campaign_id=offers.row(self._id).data.campaign_id if self._id is not None else None,
        )
        if self._id is None:
            return offers.add(self._desk.by(), data)
        offers.change(self._desk.by(), self._id, version, data)
        return self._id

    def _find(self, text: str) -> Sequence[Hit]:
        if self._scope.value() is OfferScope.PACKAGE:
            return [
                Hit(one.id, one.name, one.code) for one in packages.find(text, self._desk.today(), _MOST_HITS)
            ]
        return [Hit(one.id, one.name, one.code) for one in operations.find(text, _MOST_HITS)]

    def _on_scope(self) -> None:
        self._what.set_value(None)
        self._fit_what()

    def _fit_what(self) -> None:
        asked = self._scope.value() in {OfferScope.PACKAGE, OfferScope.OPERATION}
        self.body.boxes["what"].setVisible(asked)


_ANYBODY, _ONE = "anybody", "one"


class CouponForm(FormDialog):
    """Coupons for a customer, for all members of a level, or for whoever brings them; `saved` carries their ids."""

    def __init__(self, parent: QWidget | None, desk: Desk, customer_id: int | None = None) -> None:
        about = _("Each has a number of its own and is used once, at settling.")
        super().__init__(parent, _("Issue coupons"), about, default_text=_("Issue coupons"), width=640)
        self.setObjectName("coupon_form")
        self._desk = desk
        title = LineField(limit=40, placeholder=_("¥50 off from ¥500"))
        self.add_field("title", _("What the coupon says"), title, required=True)
        self.add_field("off", _("Less"), less_field(), required=True)
        self.add_field("min_spend_fen", _("From what spend on"), MoneyField(), beside=True)
        self.add_field("valid_from", _("From"), DateField(now=desk.now), required=True)
        self.add_field("valid_until", _("Until"), DateField(now=desk.now), required=True, beside=True)
        self._customer = customer_id
        self._levels = [row for row in member_levels.rows() if row.members]
        whom: list[tuple[str, str]] = [
            (_ANYBODY, _("whoever brings it")),
            (_ONE, _("one customer")),
            *((row.name, _("every member: {level}").format(level=row.name)) for row in self._levels),
        ]
        self._whom = ChoiceField(choices=whom)
        self.add_field("whom", _("Given to"), self._whom)
        self.add_field("count", _("How many"), whole(coupons.MOST), beside=True)
        self.add_field("customer", _("Customer"), CustomerField(_("name, phone or plate")), beside=True)
        add_owners_word(self, desk)
        self._whom.edited.connect(self._fit)

    def load(self) -> None:
        self.widget("valid_from").set_date(self._desk.today())  # type: ignore[attr-defined]
        self.widget("count").set_value(1)  # type: ignore[attr-defined]
        if self._customer is not None:
            self._whom.set_value(_ONE)
            self.body.boxes["whom"].hide()
        self._fit()
        self.widget("title").setFocus()

    def save(self) -> list[int]:
        typed: dict[str, Any] = {name: box.field.value() for name, box in self.body.boxes.items()}  # type: ignore[attr-defined]
        if typed["valid_from"] is None or typed["valid_until"] is None:
            raise FieldError("valid_until", _("A coupon has a first and a last day."))
        off = typed["off"] or Less()
        data = CouponData(
            typed["title"],
            typed["valid_from"],
            typed["valid_until"],
            off.off_bp,
            off.off_fen,
            typed["min_spend_fen"] or 0,
        )
        whom = typed["whom"]
        mine = self._customer if self._customer is not None else typed["customer"]
        if whom == _ONE and mine is None:
            raise FieldError("customer", _("For whom is it?"))
        given = () if whom == _ANYBODY else (mine,) if whom == _ONE else member_levels.members_of(whom)
        if whom != _ANYBODY and not given:
            raise FieldError("whom", _("Nobody has this level any more."))
        return coupons.issue(
            self._desk.by(),
            data,
            customer_ids=given,
            count=(typed["count"] or 0) if whom == _ANYBODY else 0,
            approved_by=typed[FIELD],
        )

    def _fit(self) -> None:
        whom = self._whom.value()
        self.body.boxes["count"].setVisible(whom == _ANYBODY)
        self.body.boxes["customer"].setVisible(whom == _ONE and self._customer is None)
