"""Printing in the settings: printer, paper and copies for each kind of document, before it is ever printed."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.ui.desk import Desk
from garage.ui.forms import print_habits
from garage.ui.forms.printing import TITLES
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit import print_system
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.print_bar import copies_field
from garage.ui.kit.remembered import PrintHabit, remember_print
from garage.ui.kit.table_model import Column


class PrintLine(NamedTuple):
    """One line of the table: a kind of document and how it is printed here."""

    kind: str
    habit: PrintHabit
    there: bool
    """Whether its printer is still set up on this computer, or none was chosen."""

    @property
    def printer(self) -> str:
        """Where it prints, in words."""
        if not self.habit.printer:
            return _("Default printer")
        return self.habit.printer if self.there else _("{printer} (gone)").format(printer=self.habit.printer)


class PrintHabitForm(FormDialog):
    """Printer, paper and copies of one kind of document on this computer."""

    def __init__(self, line: PrintLine, parent: QWidget | None = None) -> None:
        super().__init__(parent, _(TITLES[line.kind]), _("This computer remembers it."), width=520)
        self._line = line
        known = print_system.printer_names()
        names = known if line.there or not line.habit.printer else [line.habit.printer, *known]
        printers = [("", _("Default printer")), *((name, name) for name in names)]
        self.add_field("printer", _("Printer"), ChoiceField(choices=printers))
        self.add_field("paper", _("Paper size"), ChoiceField(choices=print_habits.choices(line.kind)))
        self.add_field("copies", _("Copies to print"), copies_field(), required=True)

    def load(self) -> None:
        for name, value in vars(self._line.habit).items():
            self.widget(name).set_value(value)

    def save(self) -> object:
        values = {name: self.widget(name).value() for name in vars(self._line.habit)}
        remember_print(self._line.kind, PrintHabit(**values))
        return self._line.kind


class PrintSection(ListSection):
    """Every kind of document with its printer, paper and copies."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "printing",
            _("Printing"),
            _(
                "How each document is printed on this computer. The preview begins with it, and remembers what "
                "you choose there."
            ),
        )
        self.add_button(_("Change…"), self.open_current, "Ctrl+E", "pencil", primary=True)
        self.show_columns(
            (
                Column("document", _("Document"), 0, "left", lambda row: _(TITLES[row.kind]), bold=True),
                Column("printer", _("Printer"), 210, "left", lambda row: row.printer, _tone),
                Column(
                    "paper",
                    _("Paper size"),
                    210,
                    "left",
                    lambda row: print_habits.paper_name(row.habit.paper),
                ),
                Column("copies", _("Copies to print"), 120, "right", lambda row: str(row.habit.copies)),
            ),
            lambda row: row.kind,
        )

    def rows(self) -> Sequence[PrintLine]:
        names = {"", *print_system.printer_names()}
        habits = [(kind, print_habits.habit(kind)) for kind in print_habits.kinds() if kind in TITLES]
        return [PrintLine(kind, habit, habit.printer in names) for kind, habit in habits]

    def open_current(self) -> None:
        row = self.list.current_row()
        if row:
            self.open_form(PrintHabitForm(row, self))


def _tone(row: PrintLine) -> str | None:
    return None if row.there else "warn"
