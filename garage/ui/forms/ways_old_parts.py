"""Old parts of an order: tagged when they come off, handed to the customer when they leave (E1, E2)."""

from PySide6.QtWidgets import QWidget

from garage.domain.lines import LineKind
from garage.i18n import N_
from garage.services import old_part_rows, papers_old_parts
from garage.services.old_part_tags import TAGGABLE
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import print_old_parts
from garage.ui.forms.old_part_acts import HandOverForm
from garage.ui.forms.old_part_tag import TagForm, TagLinesForm
from garage.ui.forms.order_run import Secondary, run


def tag_lines(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Tags for what the lines replaced; then the labels."""
    return _tag(TagLinesForm(parent, desk, page), parent, desk, page)


def tag_part(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """A tag with its own words; then the label."""
    return _tag(TagForm(parent, desk, page), parent, desk, page)


def _tag(form: TagLinesForm | TagForm, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    made: list[int] = []
    form.saved.connect(made.extend)
    done = run(form, parent, desk, page)
    if made and form.prints:
        print_old_parts.print_tags(parent, desk, made)
    return done


def hand_over(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The customer takes what came off; then the list to sign."""
    form = HandOverForm(parent, desk, page.id)
    taken: list[int] = []
    form.saved.connect(taken.extend)
    done = run(form, parent, desk, page)
    if taken and form.prints:
        print_old_parts.print_handed_over(parent, desk, page.id, taken)
    return done


def print_to_sign(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The list that the customer signs for what they took and left, once more."""
    print_old_parts.print_handed_over(parent, desk, page.id, papers_old_parts.to_sign(page.id))
    return False


def _may_tag(page: OrderPage) -> bool:
    return page.state in TAGGABLE


def _may_tag_lines(page: OrderPage) -> bool:
    return _may_tag(page) and any(line.kind is LineKind.PART for line in page.lines)


def _may_hand_over(page: OrderPage) -> bool:
    """What came off before the order was cancelled is the customer's too."""
    return bool(old_part_rows.waiting(page.id))


def _may_print_to_sign(page: OrderPage) -> bool:
    return bool(papers_old_parts.to_sign(page.id))


MORE: tuple[Secondary, ...] = (
    Secondary("tag_lines", N_("Tag old parts…"), "Ctrl+F6", "barcode", _may_tag_lines, tag_lines),
    Secondary("tag_part", N_("Tag a part of no line…"), "Shift+F6", "plus", _may_tag, tag_part),
    Secondary(
        "hand_old_parts", N_("Hand old parts over…"), "Ctrl+Shift+F6", "person", _may_hand_over, hand_over
    ),
    Secondary(
        "print_old_parts",
        N_("Old parts taken and left…"),
        "Ctrl+Alt+4",
        "print",
        _may_print_to_sign,
        print_to_sign,
    ),
)
"""Beside the road, in the order of the menu."""
