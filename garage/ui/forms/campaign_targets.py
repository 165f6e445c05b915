"""Whom a campaign is for: a rule, and while it is typed how many customers it finds and who the first of them are (G4)."""

from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from garage.domain.campaigns import ComplaintWish
from garage.domain.customers import CustomerKind
from garage.domain.labels import label
from garage.domain.target_rules import MONTHS, TargetRule, check_rule, rule_words
from garage.errors import FieldError, StaleError
from garage.i18n import _, ngettext
from garage.services import campaign_rows, campaigns, target_choice
from garage.services.campaign_rows import CampaignRow
from garage.services.target_choice import Match, Preview
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import about_campaign
from garage.ui.forms.order_head import words
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.fields import when_edited
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField, NumberField
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

W = TypeVar("W", bound=QWidget)

LOOK_AFTER_MS = 350
"""Whoever types on is not held up by the search."""
_NUMBERS = ("age_from", "age_to", "visited_within", "visited_before", "months", "min_visits")


class TargetRuleForm(FormDialog):
    """The rule above, what it finds below; `saved` carries the campaign's id."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CampaignRow) -> None:
        super().__init__(
            parent,
            _("Whom is the campaign for?"),
            about_campaign(row),
            default_text=_("Take these customers"),
            width=1080,
        )
        self.setObjectName("target_rule_form")
        self._desk, self._row = desk, row
        self._found: Preview = Preview(0, ())
        self._numbers: dict[str, NumberField] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        self._add_car()
        self._add_past()
        self._add_person()
        self._said = words("", "section")
        self._said.setObjectName("targets_found")
        self.add_widget(self._said)
        self.list = ListView(name="targets_preview", title=_("Who is found"))
        self.list.set_model(
            KeysetModel(
                _columns(), lambda _cursor, _limit: Page(self._found.rows, None), lambda one: one.customer_id
            )
        )
        self.list.set_empty(_("Nobody fits all of it. Ask for less."))
        self.list.setMinimumHeight(216)
        self.add_widget(self.list, 1)

    def load(self) -> None:
        rule = self._row.rule or TargetRule(with_phone=True, complaint=ComplaintWish.NONE_OPEN)
        self._show(rule)
        self.look()

    def check(self) -> None:
        check_rule(self._rule())

    def save(self) -> int:
        campaigns.choose(self._desk.by(), self._row.id, self._row.version, self._rule())
        return self._row.id

    def renew(self) -> None:
        self._row = campaign_rows.one(self._row.id, self._desk.now())

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""

    def look(self) -> None:
        """Search with what is typed; where it cannot be, the last answer stays and the form says why on saving."""
        self._soon.stop()
        try:
            rule = check_rule(self._rule())
        except FieldError as error:
            self._said.setText(error.text)
            return
        self._found = target_choice.preview(rule, self._desk.today())
        count = self._found.count
        text = ngettext("{n} customer: {rule}", "{n} customers: {rule}", count)
        self._said.setText(text.format(n=f"{count:,}", rule=rule_words(rule)))
        self.say_at_foot(ngettext("{n} customer", "{n} customers", count).format(n=f"{count:,}"))
        self.list.rows().reload()

    # The fields

    def _add_car(self) -> None:
        self._car = self._wired(
            "car", _("Brand or model contains"), LineField(limit=60), first=True, stretch=3
        )
        self._number("age_from", _("Car, years at least"))
        self._number("age_to", _("Car, years at most"))
        self._advised = self._wired("advised", "", TickField(_("advice not taken yet")), stretch=2)

    def _add_past(self) -> None:
        self._number("visited_within", _("Here in the last … days"), first=True)
        self._number("visited_before", _("Not here for … days"))
        self._spend = self._wired("min_spend_fen", _("Spent at least ¥"), MoneyField())
        self._number("min_visits", _("Visits at least"))
        self._number("months", _("in the last … months"))

    def _add_person(self) -> None:
        kinds = [(None, _("every kind")), *((one, label(one)) for one in CustomerKind)]
        self._kind = self._wired("kind", _("Kind of customer"), ChoiceField(choices=kinds), first=True)
        self._levels = self._wired("levels", _("Member level"), ChoiceField(choices=self._level_choices()))
        self._area = self._wired("area", _("Address contains"), LineField(limit=60))
        wishes = [(one, label(one)) for one in ComplaintWish]
        self._complaint = self._wired("complaint", _("Complaints"), ChoiceField(choices=wishes), stretch=2)
        self._phone = self._wired("with_phone", "", TickField(_("has a telephone")))

    def _wired(self, name: str, text: str, field: W, *, first: bool = False, stretch: int = 1) -> W:
        made = self.add_field(name, text, field, beside=not first, stretch=stretch)
        when_edited(field, self._soon.start)
        return made

    def _number(self, name: str, text: str, *, first: bool = False) -> None:
        self._numbers[name] = self._wired(name, text, NumberField(_read_number, str), first=first)

    def _level_choices(self) -> list[tuple[tuple[str, ...], str]]:
        known = campaign_rows.member_levels()
        kept = self._row.rule.levels if self._row.rule else ()
        choices: list[tuple[tuple[str, ...], str]] = [((), _("everybody"))]
        if len(known) > 1:
            choices.append((known, _("every member")))
        choices += [((level,), level) for level in known]
        if kept and kept not in [value for value, _words in choices]:
            choices.append((kept, _(", ").join(kept)))
        return choices

    def _show(self, rule: TargetRule) -> None:
        for name in _NUMBERS:
            self._numbers[name].set_value(getattr(rule, name))
        self._car.set_value(rule.car)
        self._area.set_value(rule.area)
        self._advised.set_value(rule.advised)
        self._phone.set_value(rule.with_phone)
        self._kind.set_value(rule.kind)
        self._levels.set_value(rule.levels)
        self._complaint.set_value(rule.complaint)
        self._spend.set_fen(rule.min_spend_fen)

    def _rule(self) -> TargetRule:
        numbers = {name: self._numbers[name].value() for name in _NUMBERS if name != "months"}
        return TargetRule(
            **numbers,
            car=self._car.value(),
            advised=self._advised.value(),
            months=MONTHS if (months := self._numbers["months"].value()) is None else months,
            min_spend_fen=self._spend.value(),
            levels=self._levels.value() or (),
            area=self._area.value(),
            kind=self._kind.value(),
            with_phone=self._phone.value(),
            complaint=self._complaint.value(),
        )


def _read_number(text: str, field: str) -> int:
    typed = text.strip()
    if not typed.isdecimal():
        raise FieldError(field, _("A whole number, or nothing."))
    return int(typed)


def _columns() -> list[Column]:
    def call(one: Match) -> str:
        return "" if one.callable else _("letter only")

    return [
        Column("customer", _("Customer"), 150, "left", lambda one: one.customer, bold=True),
        Column("plate", _("Plate"), 116, "left", lambda one: one.plate),
        Column("model", _("Model"), 150, "left", lambda one: one.model),
        Column("why", _("Why"), 0, "left", lambda one: one.why, None, lambda one: one.why),
        Column("call", "", 96, "left", call, lambda _one: "muted"),
    ]
