"""Letters, the labels of their envelopes and their register on their way to the printer."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import letter_rows, papers, papers_letters
from garage.ui.desk import Desk
from garage.ui.forms.printing import Paper, show, show_all, show_drawn
from garage.ui.kit import task

AT_ONCE = 20
"""Letters that are drawn while one waits; more of them show how far it is."""


def print_letters(
    parent: QWidget,
    desk: Desk,
    letter_ids: Sequence[int],
    *,
    letters: bool = True,
    labels: bool = False,
) -> None:
    """信函: these letters as one file, labels for those that have an address beside it."""
    rows = letter_rows.of_ids(letter_ids)
    number = papers_letters.batch_number(rows)
    sheets = []
    if labels and any(row.address for row in rows):
        build = papers_letters.address_labels
        sheets.append(Paper("address_labels", number, lambda _imprint: build(letter_ids)))
    if letters and len(rows) > AT_ONCE:
        _merge(parent, desk, letter_ids, sheets)
        return
    if letters:
        sheets.insert(0, Paper("letter", number, lambda imprint: papers_letters.batch(letter_ids, imprint)))
    if sheets:
        show_all(parent, desk, sheets)


def _merge(parent: QWidget, desk: Desk, letter_ids: Sequence[int], after: Sequence[Paper]) -> None:
    """Many letters are drawn in the background, and can be stopped; then they are shown, and what goes with them."""
    number = papers_letters.batch_number(letter_rows.of_ids(letter_ids))
    batch = papers_letters.batch(letter_ids, papers.imprint(desk.by(), "letter", number))
    language = desk.paper_language

    def work(progress: task.Progress) -> bytes:
        from garage.reports import render  # noqa: PLC0415 - slow to load, off the main thread

        return render.merge(batch, language, progress.report)

    def show_them(pdf: bytes) -> None:
        show_drawn(parent, desk, Paper("letter", number, lambda _imprint: batch), pdf)
        if after:
            show_all(parent, desk, after)

    task.run(parent, _("Drawing {count} letters…").format(count=len(letter_ids)), work, show_them)


def print_register(parent: QWidget | None, desk: Desk, first: date, last: date) -> None:
    """信函登记表 of these days."""
    number = f"{first.isoformat()} – {last.isoformat()}"
    show(
        parent, desk, "letter_register", number, lambda imprint: papers_letters.register(first, last, imprint)
    )
