"""The price lists on screen: operations, parts or packages with what they cost now and from which day on else."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.part_file import PriceBasis
from garage.domain.price_lists import Priced, PriceState, PriceTerms
from garage.domain.quantities import format_hours
from garage.i18n import _
from garage.services import price_page
from garage.services.price_page import DatedPrice, PricedRow
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.found_list import FoundList, SearchLine
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

_INK = {
    PriceState.COMING: "accent",
    PriceState.NOW: None,
    PriceState.FORMER: "muted",
    PriceState.WITHDRAWN: "muted",
}

_ONLY_OF = {"list": {Priced.PACKAGE}, "group": {Priced.OPERATION, Priced.PART}}
"""Columns that only some lists have."""


class PriceLists(FoundList):
    """Search line, one chip for each list, and its rows."""

    def __init__(self, desk: Desk) -> None:
        line = SearchLine("price_search", _("Code, name or initials"), _("Find a price"))
        super().__init__(
            line, ChipBar(name="price_chips"), ListView(name="price_list", title=_("Price lists"))
        )
        self._desk = desk
        self.coming = TickField()
        self.coming.setObjectName("only_coming")
        self.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.id, parent=self))
        self.chips.chosen.connect(lambda _key: self._show_anew())
        self.coming.toggled.connect(lambda _on: self._show_anew())
        self._build()

    def kind(self) -> Priced:
        """The list that is shown."""
        return Priced(self.chips.current() or Priced.OPERATION)

    def show_kind(self, kind: Priced) -> None:
        """Show another list, all of it."""
        self._type("")
        self.coming.setChecked(False)
        self.chips.choose(kind)

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Buttons under the list."""
        for button in buttons:
            self._foot.addWidget(button)

    def reload(self, keep: int | None = None) -> None:
        counts = price_page.counts()
        self.chips.set_chips([(kind, label(kind), None) for kind in Priced])
        words = _("To come ({n})").format(n=counts[self.kind()])
        self.coming.setText(words)
        self.coming.setAccessibleName(words)
        for place, column in enumerate(self._model.columns):
            if column.name in _ONLY_OF:
                self.view.setColumnHidden(place, self.kind() not in _ONLY_OF[column.name])
        super().reload(keep)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        today = self._desk.today()
        if self._looked_for:
            return Page(price_page.find(self.kind(), self._looked_for, today), None)
        of: Any = cursor
        page = price_page.page(self.kind(), today, of, limit, coming=self.coming.isChecked())
        return Page(page.rows, page.next_cursor)

    def _say_empty(self) -> None:
        """What belongs here, and the first step."""
        if self._looked_for:
            self.view.set_empty(_("Nothing is called so."))
        elif self.coming.isChecked():
            self.view.set_empty(_("No price waits for its day."))
        elif self.kind() is Priced.OPERATION:
            words = _("Work with its flat-rate hours or fixed price stands here.")
            self.view.set_empty(words, _("Add the starter set"), self.new_wanted.emit)
        elif self.kind() is Priced.PART:
            self.view.set_empty(
                _("Parts stand here as soon as they are on file: they are entered under “Parts”.")
            )
        else:
            words = _("Work and parts sold together stand here, such as the 5 000 km service.")
            self.view.set_empty(words, _("Add the usual services"), self.new_wanted.emit)

    def _build(self) -> None:
        head, self._foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.line, 1)
        head.addWidget(self.coming)
        head.addWidget(self.chips)
        self._foot.setSpacing(8)
        self._foot.addWidget(self.view.footer)
        self._foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot)


class PriceHistory(ListView):
    """All dated prices of one thing: to come, now, former and withdrawn."""

    def __init__(self) -> None:
        super().__init__(name="price_history", title=_("Dated prices"))
        self._of: tuple[Priced, int] | None = None
        self.set_model(
            KeysetModel(_history_columns(self._made), self._fetch, lambda row: row.id, parent=self)
        )
        self.set_empty(_("It has always cost this: prices that change stand here with who and why."))

    def show_of(self, row: PricedRow | None) -> None:
        """Show the prices of this."""
        of = None if row is None else (row.kind, row.id)
        anew = of != self._of
        self._of = of
        self.rows().reload()
        if anew and self.rows().rowCount():
            self.selectRow(0)

    def chosen(self) -> DatedPrice | None:
        """The price under the bar when it can still be changed."""
        row = self.current_row()
        return row if isinstance(row, DatedPrice) and row.state is PriceState.COMING else None

    def _made(self, row: DatedPrice) -> str:
        return made_of(row.terms, self._of[0]) if self._of else ""

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self._of is None:
            return Page((), None)
        of: Any = cursor
        page = price_page.history(*self._of, of, limit)
        return Page(page.rows, page.next_cursor)


def made_of(terms: PriceTerms, kind: Priced) -> str:
    """Where a price comes from."""
    if kind is Priced.OPERATION:
        hours = _("{hours} h").format(hours=format_hours(terms.hours_centi))
        return hours if terms.price_fen is None else _("{hours}, fixed price").format(hours=hours)
    if kind is Priced.PACKAGE:
        return _("Sum of its lines") if terms.price_fen is None else _("Own price")
    if terms.basis is PriceBasis.COST_PLUS:
        return _("Cost + {percent} %").format(percent=format_decimal(terms.markup_bp, 2))
    return label(terms.basis)


def _columns() -> list[Column]:
    return [
        Column("code", _("Code"), 110, "left", lambda row: row.code, _faded, bold=True),
        Column("name", _("Name"), 0, "left", _name, _faded, _name),
        Column("group", _("Group or trade"), 130, "left", _group, _faded),
        Column("made", _("Price is"), 180, "left", lambda row: made_of(row.terms, row.kind), _faded),
        Column("list", _("One by one"), 104, "right", _one_by_one, _faded),
        Column("price", _("Price"), 104, "right", lambda row: format_yuan(row.fen), _faded, bold=True),
        Column("member", _("For members"), 118, "right", _member, _faded),
        Column("from", _("From"), 100, "left", _from, lambda _row: "accent"),
        Column("coming", _("Price to come"), 120, "right", _coming, lambda _row: "accent"),
    ]


def _history_columns(made: Callable[[DatedPrice], str]) -> list[Column]:
    def ink(row: DatedPrice) -> str | None:
        return _INK[row.state]

    return [
        Column("from", _("From"), 100, "left", lambda row: row.starts_on.isoformat(), ink, bold=True),
        Column("state", _("State"), 100, "left", lambda row: label(row.state), ink),
        Column("price", _("Price"), 110, "right", lambda row: said_price(row.terms), ink),
        Column("member", _("For members"), 118, "right", lambda row: _fen(row.terms.member_price_fen), ink),
        Column("made", _("Price is"), 180, "left", made, ink),
        Column("who", _("Set by"), 90, "left", lambda row: row.who, ink),
        Column("at", _("Entered at"), 150, "left", lambda row: f"{row.at:%Y-%m-%d %H:%M}", ink),
        Column("reason", _("Reason"), 0, "left", lambda row: row.reason, ink, lambda row: row.reason),
    ]


def said_price(terms: PriceTerms) -> str:
    """A price, a dash for what is worked out from hours or lines."""
    return _fen(terms.price_fen)


def _fen(fen: int | None) -> str:
    return "–" if fen is None else format_yuan(fen)


def _faded(row: PricedRow) -> str | None:
    return None if row.active else "muted"


def _name(row: PricedRow) -> str:
    return row.name if row.active else _("{name} (out of use)").format(name=row.name)


def _group(row: PricedRow) -> str:
    return label(row.trade) if row.trade is not None else row.group


def _one_by_one(row: PricedRow) -> str:
    return format_yuan(row.list_fen) if row.kind is Priced.PACKAGE else ""


def _member(row: PricedRow) -> str:
    return _fen(row.terms.member_price_fen)


def _from(row: PricedRow) -> str:
    return row.coming.starts_on.isoformat() if row.coming else ""


def _coming(row: PricedRow) -> str:
    if row.coming is None:
        return ""
    terms = row.coming.terms
    return made_of(terms, row.kind) if terms.price_fen is None else format_yuan(terms.price_fen)
