"""Forms of the owner for his members: a level, the rules of points and levels, a correction of points (C8)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.members import LIMITS, MOST_POINTS, MemberRules, worth_fen
from garage.domain.money import format_yuan
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import customers, member_levels, member_settings, points, search
from garage.services.member_levels import MOST_PLACE, MOST_VISITS, LevelData
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.order_head import words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField, NumberField
from garage.ui.kit.search_field import Hit, SearchField

MOST_HITS = 8


def whole(most: int, placeholder: str = "", *, negative: bool = False) -> NumberField:
    """A field for a whole number."""

    def parse(text: str, field: str) -> int:
        return parse_decimal(text, places=0, limit=most, field=field, negative=negative)

    return NumberField(parse, str, placeholder=placeholder)


class CustomerField(SearchField):
    """A customer by name, phone or plate; its value is the id, None while nobody is named."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(_find_customers, placeholder=placeholder)


def _find_customers(text: str) -> Sequence[Hit]:
    return [Hit(hit.ref, hit.title, hit.subtitle) for hit in search.find(text, MOST_HITS, ("customer",))]


class LevelForm(DocumentForm):
    """A new level, or the one with `level_id`; `saved` carries the id."""

    def __init__(self, parent: QWidget | None, desk: Desk, level_id: int | None = None) -> None:
        title = _("New member level") if level_id is None else _("Change member level")
        about = _("Without spend and visits a level is given by an owner's word alone.")
        super().__init__(parent, title, about, width=620)
        self.setObjectName("level_form")
        self._desk, self._id = desk, level_id
        self.add_field(
            "name", _("Level"), LineField(limit=20, placeholder=_("Gold")), required=True, stretch=4
        )
        hint = _("1 is the lowest; empty stands beside the order")
        self.add_field("place", _("Place in the order"), whole(MOST_PLACE), hint, beside=True, stretch=3)
        self.add_field("min_spend_fen", _("Spend from"), MoneyField(), stretch=4)
        self.add_field("min_visits", _("Paid visits from"), whole(MOST_VISITS), beside=True, stretch=3)
        self.add_field(
            "points_per_100_yuan",
            _("Points for every ¥100 paid"),
            whole(MOST_POINTS),
            _("Empty: this level earns none"),
            stretch=4,
        )

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, {}
        row = member_levels.row(self._id)
        shown = {name: getattr(row, name) for name in LevelData.__dataclass_fields__}
        return row.version, {name: value if value != 0 else None for name, value in shown.items()}

    def write(self, version: int) -> object:
        typed = {name: self.widget(name).value() for name in LevelData.__dataclass_fields__}  # type: ignore[attr-defined]
        data = LevelData(
            **{name: value or 0 for name, value in typed.items() if name != "name"}, name=typed["name"]
        )
        if self._id is None:
            return member_levels.add(self._desk.by(), data)
        member_levels.change(self._desk.by(), self._id, version, data)
        return self._id


class MemberRulesForm(FormDialog):
    """Over how many months levels are reckoned, what points are worth, how much of a bill they pay."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        about = _("They count from now on; what was granted stays as it was.")
        super().__init__(parent, _("Rules of points and levels"), about, width=560)
        self.setObjectName("member_rules_form")
        self._desk = desk
        self.add_section(_("Levels"))
        self.add_field(
            "months", _("Reckoned over the last months"), whole(LIMITS["months"][1]), required=True
        )
        both = [
            (True, _("its spend and its visits")),
            (False, _("its spend or its visits")),
        ]
        self.add_field("both", _("A level asks for"), ChoiceField(choices=both), beside=True)
        self.add_section(_("Member points"))
        self.add_field("worth_100_fen", _("100 points are worth"), MoneyField(), required=True)
        share = NumberField(_share, lambda bp: f"{format_decimal(bp, 2)} %")
        self.add_field("most_bp", _("They pay at most, of a bill"), share, required=True, beside=True)

    def load(self) -> None:
        for name, value in asdict(member_settings.rules()).items():
            self.widget(name).set_value(value)  # type: ignore[attr-defined]

    def save(self) -> object:
        typed = {name: self.widget(name).value() for name in asdict(MemberRules())}  # type: ignore[attr-defined]
        member_settings.set_rules(self._desk.by(), MemberRules(**typed))
        return None


def _share(text: str, field: str) -> int:
    typed = text.strip().removesuffix("%").removesuffix("％")
    return parse_decimal(typed, places=2, limit=LIMITS["most_bp"][1], field=field)


class PointsForm(FormDialog):
    """Points given or taken away with a reason; of the customer with `customer_id`, or of one that is named here."""

    def __init__(self, parent: QWidget | None, desk: Desk, customer_id: int | None = None) -> None:
        super().__init__(parent, _("Correct points"), default_text=_("Correct points"), width=520)
        self.setObjectName("points_form")
        self._desk, self._customer = desk, customer_id
        self._who = CustomerField(_("name, phone or plate"))
        self.add_field("customer", _("Customer"), self._who, required=customer_id is None)
        self.body.boxes["customer"].setVisible(customer_id is None)
        self._there = words("", "muted")
        self._there.setObjectName("points_there")
        self.add_widget(self._there)
        hint = _("With a minus they are taken away; never below zero")
        self._points = whole(MOST_POINTS, negative=True)
        self.add_field("points", _("Member points"), self._points, hint, required=True)
        self.add_field("reason", _("Reason"), LineField(limit=120), required=True)
        self._who.picked.connect(lambda _hit: self._show())
        self._points.textEdited.connect(lambda _text: self._show())

    def load(self) -> None:
        self._show()
        (self._points if self._customer is not None else self._who).setFocus()

    def save(self) -> int:
        customer_id = self._named()
        if customer_id is None:
            raise FieldError("customer", _("Whose points?"))
        reason = self.widget("reason").value()  # type: ignore[attr-defined]
        points.correct(self._desk.by(), customer_id, self._points.value() or 0, reason)
        return customer_id

    def _named(self) -> int | None:
        if self._customer is not None:
            return self._customer
        hit = self._who.hit()
        return int(hit.ref) if hit is not None else None

    def _show(self) -> None:
        customer_id = self._named()
        if customer_id is None:
            self._there.setText("")
            return
        there, name = points.balance(customer_id), customers.open_customer(customer_id).name
        after = there + (self._points.value_if_read() or 0)
        said = ngettext("{name}: {n} point", "{name}: {n} points", there).format(name=name, n=f"{there:,}")
        if after != there:
            worth = format_yuan(worth_fen(after, member_settings.rules().worth_100_fen))
            said = _("{before} → {after}, worth {worth}").format(before=said, after=f"{after:,}", worth=worth)
        self._there.setText(said)
