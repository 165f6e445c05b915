"""Printer, paper, copies and pages: what a person chooses under a preview before printing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from garage.domain.decimals import parse_decimal
from garage.errors import FieldError
from garage.i18n import _
from garage.ui.kit import print_system
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_body import FieldBox
from garage.ui.kit.line_fields import LineField, NumberField
from garage.ui.kit.printing import Job, page_range
from garage.ui.kit.remembered import MOST_COPIES, PrintHabit


class PrintBar(QWidget):
    """Begins as `habit` says; the paper is asked where there is a choice, pages where there are several."""

    paper_chosen = Signal(str)

    def __init__(self, habit: PrintHabit, papers: Sequence[tuple[str, str]], pages: int) -> None:
        super().__init__()
        self.setObjectName("print_bar")
        self._habit = habit
        self._last = pages
        self.printer = ChoiceField(placeholder=_("No printer"))
        self.paper = ChoiceField(choices=papers)
        self.paper.set_value(habit.paper)
        self.paper.edited.connect(lambda: self.paper_chosen.emit(self.paper.value()))
        self.copies = copies_field()
        self.copies.set_value(habit.copies)
        self.pages = LineField(limit=20, placeholder=_("All"))
        self.boxes = [
            FieldBox("printer", _("Printer"), self.printer, "", required=False),
            FieldBox("paper", _("Paper size"), self.paper, "", required=False),
            FieldBox("copies", _("Copies to print"), self.copies, "", required=True),
            FieldBox("pages", _("Pages to print"), self.pages, "", required=False),
        ]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for box, stretch in zip(self.boxes, (5, 5, 2, 3), strict=True):
            layout.addWidget(box, stretch)
        self.boxes[1].setVisible(len(papers) > 1)
        self.show_pages(pages)
        self.find_printers()

    def find_printers(self) -> bool:
        """Look which printers there are now; says whether there is any.

        One that was remembered and is gone is named, and the default one chosen.
        """
        names = print_system.printer_names()
        chosen = self.printer.value() or self._habit.printer
        self.printer.set_choices([(name, name) for name in names])
        self.printer.set_value(chosen if chosen in names else next(iter(names), None))
        gone = chosen and names and chosen not in names
        self.boxes[0].show_error(_("“{printer}” is gone.").format(printer=chosen) if gone else "")
        return bool(names)

    def show_pages(self, pages: int) -> None:
        """The document has so many pages now."""
        self._last = pages
        self.pages.clear()
        self.boxes[3].setVisible(pages > 1)

    def job(self, title: str) -> Job | None:
        """What is to be printed; None when a field is wrong, which is marked."""
        wrong = next((box for box in self.boxes[2:] if self._problem(box)), None)
        if wrong is not None:
            wrong.field.setFocus()
            return None
        first, last = page_range(self.pages.text(), self._last)
        return Job(self.printer.value(), self.copies.value(), first, last, title)

    def habit(self) -> PrintHabit:
        """What is to be remembered; a field that is wrong leaves what was."""
        try:
            copies = self.copies.value() or self._habit.copies
        except FieldError:
            copies = self._habit.copies
        return PrintHabit(
            self.printer.value() or self._habit.printer, self.paper.value() or self._habit.paper, copies
        )

    def _problem(self, box: FieldBox) -> str:
        problem = box.problem()
        if not problem and box.field is self.pages:
            try:
                page_range(self.pages.text(), self._last)
            except FieldError as error:
                problem = error.text
        box.show_error(problem)
        return problem


def copies_field() -> NumberField:
    """How many copies: 1 to MOST_COPIES."""
    return NumberField(_read_copies, str)


def _read_copies(text: str, field: str) -> int:
    copies = parse_decimal(text, places=0, limit=MOST_COPIES, field=field)
    if copies < 1:
        raise FieldError(field, _("At least one."))
    return copies
