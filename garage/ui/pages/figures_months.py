"""Which months the figures are of: this one, the last, some together, or any two."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from garage.i18n import _
from garage.services import returns_figures
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.choice_fields import ChoiceField

THIS, LAST, QUARTER, YEAR, ANY = "this", "last", "quarter", "year", "any"


class MonthBar(QWidget):
    """`chosen` when the months changed; `first` and `last` are such as "2026-11"."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("month_bar")
        self._desk = desk
        self.chips = ChipBar(name="months")
        self.from_, self.until = ChoiceField(), ChoiceField()
        self._build()
        self.fit_months()
        self.choose(QUARTER)

    @property
    def first(self) -> str:
        """The earlier month."""
        return min(self._first(), self._last())

    @property
    def last(self) -> str:
        """The later month."""
        return max(self._first(), self._last())

    def choose(self, key: str) -> None:
        """One of the usual periods."""
        months = returns_figures.months(self._desk.today())
        year = [month for month in months if month[:4] == months[0][:4]]
        spans = {
            THIS: (months[0], months[0]),
            LAST: (months[1], months[1]),
            QUARTER: (months[2], months[0]),
            YEAR: (year[-1], months[0]),
        }
        self.chips.chip(key).setChecked(True)
        if key in spans:
            self.from_.set_value(spans[key][0])
            self.until.set_value(spans[key][1])
            self.chosen.emit()
        else:
            self.from_.setFocus()

    def fit_months(self) -> None:
        """Offer the months up to the present one."""
        choices = [(month, month) for month in returns_figures.months(self._desk.today())]
        for field in (self.from_, self.until):
            kept = field.value()
            field.set_choices(choices)
            if kept is not None:
                field.set_value(kept)

    def words(self) -> str:
        """The months, for a workbook."""
        return self.first if self.first == self.last else f"{self.first} – {self.last}"

    def _first(self) -> str:
        return str(self.from_.value())

    def _last(self) -> str:
        return str(self.until.value())

    def _on_picked(self) -> None:
        self.chips.chip(ANY).setChecked(True)
        self.chosen.emit()

    def _build(self) -> None:
        names = {
            THIS: _("This month"),
            LAST: _("Last month"),
            QUARTER: _("Three months"),
            YEAR: _("This year"),
            ANY: _("Any months"),
        }
        self.chips.set_chips([(key, words, None) for key, words in names.items()])
        self.chips.chosen.connect(self.choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.chips)
        for field, words, name in (
            (self.from_, _("From month"), "from_month"),
            (self.until, _("To month"), "to_month"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setToolTip(words)
            field.setFixedWidth(112)
            field.edited.connect(self._on_picked)
        layout.addWidget(self.from_)
        layout.addWidget(QLabel("–"))
        layout.addWidget(self.until)
        layout.addStretch(1)
