"""Many prices at once by a percentage, from a day on, with what comes of it before it is done (A9)."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.labels import label
from garage.domain.lines import WorkType
from garage.domain.money import format_yuan
from garage.domain.price_lists import MOST_CHANGE_BP, Priced, RoundPrice
from garage.errors import FieldError, StaleError
from garage.i18n import _, ngettext
from garage.services import price_changes, price_page
from garage.services.price_changes import Change, Proposal, Proposed
from garage.ui.desk import Desk
from garage.ui.forms.owners_word import add_owners_word
from garage.ui.forms.part import below_cost, sees_costs
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

LOOK_AFTER_MS = 200
_ALL = None


class ChangePricesForm(FormDialog):
    """Says what every price becomes while it is typed; `saved` carries how many were set."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: Priced) -> None:
        words = _(
            "Only prices that are typed in change: hours, cost + % and sums of lines follow by themselves."
        )
        super().__init__(parent, _("Change many prices"), words, default_text=_("Set the prices"), width=860)
        self.setObjectName("change_prices_form")
        self._desk = desk
        self._proposal = Proposal((), ())
        self._add_fields(kind)
        add_owners_word(self, desk)
        self.preview = self._make_preview()
        self.add_widget(self.preview, 1)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.propose)
        self.finished.connect(self._timer.stop)
        self.widget("kind").edited.connect(self._fit_groups)
        for name in ("kind", "group", "percent", "to", "starts_on"):
            fields.when_edited(self.widget(name), self._timer.start)

    def load(self) -> None:
        self._fit_groups()
        self.widget("starts_on").set_date(self._desk.today())
        self.propose()
        self.widget("percent").setFocus()

    def check(self) -> None:
        self.propose()

    def keep_mine(self, error: StaleError) -> None:
        self.propose()

    def save(self) -> int:
        day = self.widget("starts_on").date()
        reason = self.widget("reason").value()
        change = self._change()
        price_changes.check(change)
        by, owner = self._desk.by(), self.widget("approved_by").value()
        lines = self._proposal.lines
        return price_changes.change_many(by, change, lines, day, reason=reason, approved_by=owner)

    def show_error(self, field: str, text: str) -> None:
        super().show_error("percent" if field == "lines" else field, text)

    def propose(self) -> None:
        """Show what comes of what is typed now; nothing while it cannot be read."""
        self._timer.stop()
        try:
            day = self.widget("starts_on").date()
            change = self._change()
            self._proposal = price_changes.propose(self._desk.today(), change, day)
        except FieldError:
            self._proposal = Proposal((), ())
        self.preview.rows().reload()
        self.say_at_foot(self._summary())

    def _change(self) -> Change:
        percent = self.widget("percent").value() or 0
        return Change(
            self.widget("kind").value(), percent, self.widget("to").value(), self.widget("group").value()
        )

    def _summary(self) -> str:
        count, left = len(self._proposal.lines), len(self._proposal.left_out)
        if not count and not left:
            return ""
        words = ngettext("{n} price changes", "{n} prices change", count).format(n=f"{count:,}")
        said = [words, _("{n} left out").format(n=f"{left:,}")]
        if losing := self._losing():
            less = ngettext("{n} below its last cost", "{n} below their last cost", losing)
            said.append(less.format(n=f"{losing:,}"))
        return " · ".join(said)

    def _losing(self) -> int:
        """How many parts would be sold for less than they cost last; for whoever may know."""
        if not sees_costs(self._desk.person):
            return 0
        lines = self._proposal.lines
        return sum(bool(below_cost(one.row.last_cost_fen, one.terms.price_fen)) for one in lines)

    def _add_fields(self, kind: Priced) -> None:
        kinds = [(one, label(one)) for one in Priced]
        self.add_field("kind", _("Price list"), fields.ChoiceField(choices=kinds)).set_value(kind)
        group = fields.ChoiceField(choices=[(_ALL, _("All"))])
        self.add_field("group", _("Group or trade"), group, beside=True, stretch=2)
        percent = NumberField(_parse, lambda bp: format_decimal(bp, 2), placeholder="+5")
        hint = _("−5 lowers them.")
        self.add_field("percent", _("Percent"), percent, hint, required=True, beside=True)
        steps = [(to, label(to)) for to in RoundPrice]
        to = self.add_field("to", _("Rounded to"), fields.ChoiceField(choices=steps), beside=True)
        to.set_value(RoundPrice.JIAO)
        self.add_field("starts_on", _("From"), fields.DateField(now=self._desk.now), required=True)
        reason = fields.LineField(limit=200, placeholder=_("Prices of the new year"))
        self.add_field("reason", _("Reason"), reason, beside=True, stretch=3)

    def _fit_groups(self) -> None:
        kind = self.widget("kind").value()
        named = [(name, _group_words(kind, name)) for name in price_page.groups(kind)]
        self.widget("group").set_choices([(_ALL, _("All")), *named])

    def _make_preview(self) -> ListView:
        view = ListView(name="price_preview", title=_("What comes of it"))
        view.set_model(KeysetModel(_columns(), self._fetch, lambda one: one.row.id, parent=self))
        view.set_empty(
            _("Type a percentage: what every price becomes is shown here before anything changes.")
        )
        view.setMinimumHeight(260)
        return view

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        first = cursor if isinstance(cursor, int) else 0
        rows = self._proposal.lines[first : first + limit]
        return Page(rows, first + limit if first + limit < len(self._proposal.lines) else None)


def _parse(text: str, field: str) -> int:
    typed: Any = text.strip().replace("%", "").replace("−", "-").lstrip("+")
    return parse_decimal(typed, places=2, limit=MOST_CHANGE_BP, field=field, negative=True)


def _group_words(kind: Priced, name: str) -> str:
    if kind is Priced.OPERATION:
        return label(WorkType(name))
    return name or _("No group")


def _columns() -> list[Column]:
    def fen(fen_: int | None) -> str:
        return "–" if fen_ is None else format_yuan(fen_)

    def before(one: Proposed) -> str:
        return fen(one.row.terms.price_fen)

    return [
        Column("code", _("Code"), 110, "left", lambda one: one.row.code, bold=True),
        Column("name", _("Name"), 0, "left", lambda one: one.row.name),
        Column("before", _("Now"), 110, "right", before, lambda _one: "muted"),
        Column("after", _("Then"), 110, "right", lambda one: fen(one.terms.price_fen), bold=True),
        Column("member", _("For members"), 110, "right", lambda one: fen(one.terms.member_price_fen)),
    ]
