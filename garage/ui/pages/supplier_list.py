"""The list of suppliers: find one, see what is owed and overdue, and how good each is."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.supplier_accounts import Age
from garage.domain.supplier_rating import Grade
from garage.i18n import N_, _, ngettext
from garage.services import supplier_list
from garage.services.supplier_list import Payables, SupplierFilter, SupplierLine
from garage.ui.desk import Desk
from garage.ui.forms.rating_period import PeriodField
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.found_list import FoundList, SearchLine
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

COSTS = ("payable", "overdue")
"""Columns that are the business of those who see costs."""

_CHIPS = {
    SupplierFilter.ALL: N_("All"),
    SupplierFilter.OWED: N_("Owed"),
    SupplierFilter.OVERDUE: N_("Overdue"),
    SupplierFilter.ADVANCE: N_("Paid in advance"),
    SupplierFilter.RETIRED: N_("Out of use"),
}

GRADE_TONES = {Grade.A: "ok", Grade.B: "ok", Grade.C: "warn", Grade.D: "bad"}


class SupplierList(FoundList):
    """Search line, filters and the list of SupplierLines, with what is owed in all."""

    def __init__(self, desk: Desk) -> None:
        line = SearchLine("supplier_search", _("Name, initials, contact or phone"), _("Find a supplier"))
        super().__init__(
            line, ChipBar(name="supplier_filters"), ListView(name="supplier_list", title=_("Suppliers"))
        )
        self._desk = desk
        self._figures = Payables(dict.fromkeys(SupplierFilter, 0), 0, 0)
        self.owed = QLabel()
        self.owed.setObjectName("payables")
        self.period = PeriodField(desk.today)
        self.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.id, parent=self))
        self.view.sheet = _sheet()
        self.chips.chosen.connect(lambda _key: self._show_anew())
        self.period.edited.connect(self.reload)
        self._build()

    def since(self) -> date:
        """The first day that ratings look at."""
        return self.period.since()

    def which(self) -> SupplierFilter:
        """The filter chosen."""
        return SupplierFilter(self.chips.current() or SupplierFilter.ALL)

    def show_all(self) -> None:
        """Take filter and search away, so that anybody can be shown."""
        self._type("")
        if self.which() is not SupplierFilter.ALL:
            self.chips.choose(SupplierFilter.ALL)

    def add_buttons(self, above: Sequence[QPushButton]) -> None:
        """Buttons right of the filters."""
        for button in above:
            self._head.addWidget(button)

    def show_costs(self, shown: bool) -> None:
        """Show what is owed, or keep it from whoever looks."""
        for place, column in enumerate(self._model.columns):
            if column.name in COSTS:
                self.view.setColumnHidden(place, not shown)
        self.owed.setVisible(shown)

    def reload(self, keep: int | None = None) -> None:
        """Read anew; the bar stays where it was, or goes to the supplier to `keep`."""
        self._figures = supplier_list.summary(self._desk.today())
        counts = self._figures.counts
        self.chips.set_chips([(which, _(words), counts[which]) for which, words in _CHIPS.items()])
        told = _("Owed {amount}").format(amount=format_yuan(self._figures.payable_fen))
        if self._figures.overdue_fen:
            late = _("of it overdue {amount}").format(amount=format_yuan(self._figures.overdue_fen))
            told = _("{owed}, {overdue}").format(owed=told, overdue=late)
        self.owed.setText(told)
        super().reload(keep)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = supplier_list.page(
            cursor,
            limit,
            self.which(),
            today=self._desk.today(),
            rated_since=self.since(),
            typed=self._looked_for,
        )
        return Page(page.rows, page.next_cursor)

    def _say_empty(self) -> None:
        if self._looked_for:
            words = _("No supplier is called so.")
        else:
            words = {
                SupplierFilter.ALL: _("Where parts come from stands here, with what is owed for them."),
                SupplierFilter.OWED: _("Nothing is owed to any supplier."),
                SupplierFilter.OVERDUE: _("Nothing is overdue."),
                SupplierFilter.ADVANCE: _("No supplier was paid in advance."),
                SupplierFilter.RETIRED: _("Every supplier is in use."),
            }[self.which()]
        offers = bool(self._looked_for) or self.which() is SupplierFilter.ALL
        self.view.set_empty(words, _("New supplier") if offers else "", self.new_wanted.emit)

    def _build(self) -> None:
        self._head, foot = QHBoxLayout(), QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self.line, 1)
        self._head.addWidget(self.chips)
        foot.setSpacing(8)
        foot.addWidget(self.view.footer)
        foot.addSpacing(16)
        foot.addWidget(self.owed)
        foot.addStretch(1)
        words = QLabel(_("Rated over"))
        words.setProperty("tone", "muted")
        words.setBuddy(self.period)
        foot.addWidget(words)
        foot.addWidget(self.period)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._head)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)


def grade_words(grade: Grade | None) -> str:
    """A grade in words, a dash when there is none."""
    return label(grade) if grade is not None else "–"


def _columns() -> list[Column]:
    return [
        Column("name", _("Supplier"), 0, "left", lambda row: row.supplier.name, _faded, bold=True),
        Column("contact", _("Contact person"), 120, "left", lambda row: row.supplier.contact, _faded),
        Column("phone", _("Phone"), 150, "left", lambda row: row.supplier.phone, _faded),
        Column("days", _("Pay within"), 92, "right", _days, _faded),
        Column("payable", _("Owed"), 124, "right", _owed, _faded, total=True),
        Column("overdue", _("Overdue"), 124, "right", _overdue, _late, _ages, icon=_late_sign, total=True),
        Column("grade", _("Rating"), 130, "left", lambda row: grade_words(row.rating.grade), _graded),
        Column("note", _("Note"), 0, "left", _note, _faded, _note),
    ]


def _sheet() -> list[Column]:
    """For the workbook: what is owed to each supplier by age."""
    ages = [Column(age, label(age), 110, "right", _aged(age), total=True) for age in Age]
    known = {column.name: column for column in _columns()}
    about = [known[name] for name in ("name", "contact", "phone", "days", "payable")]
    return [*about, *ages, known["grade"], known["note"]]


def _aged(age: Age) -> Callable[[SupplierLine], str]:
    return lambda row: format_yuan(row.ageing.fen[age])


def _faded(row: SupplierLine) -> str | None:
    return None if row.supplier.active else "muted"


def _late(row: SupplierLine) -> str | None:
    return "bad" if row.overdue_fen else _faded(row)


def _late_sign(row: SupplierLine) -> str | None:
    return "warning" if row.overdue_fen else None


def _graded(row: SupplierLine) -> str | None:
    return GRADE_TONES[row.rating.grade] if row.rating.grade else "muted"


def _owed(row: SupplierLine) -> str:
    return format_yuan(row.supplier.payable_fen)


def _overdue(row: SupplierLine) -> str:
    return format_yuan(row.overdue_fen) if row.overdue_fen else "–"


def _ages(row: SupplierLine) -> str:
    """What is owed by age, for who points at it."""
    return "\n".join(f"{label(age)} {format_yuan(fen)}" for age, fen in row.ageing.fen.items() if fen)


def _days(row: SupplierLine) -> str:
    count = row.supplier.payment_days
    return ngettext("{days} day", "{days} days", count).format(days=count) if count else "–"


def _note(row: SupplierLine) -> str:
    return row.supplier.note
