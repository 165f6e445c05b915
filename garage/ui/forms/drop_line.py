"""The customer no longer wants a line that was authorised: which one, and why."""

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import supplements
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import TextField


def droppable_lines(page: OrderPage) -> list[Line]:
    """Lines that may be taken off: nobody began them, nothing is issued on them."""
    return [line for line in page.lines if not supplements.droppable(page.state, page.lines, line.id)]


class DropLineForm(FormDialog):
    """The line stays in the books and counts no more."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        title = _("Take a line off")
        super().__init__(parent, title, about(page), default_text=title, width=560)
        self.setObjectName("drop_line_form")
        self._desk = desk
        lines = droppable_lines(page)
        self.add_widget(words(_("It stays on the order as taken off and is neither worked nor billed.")))
        self._line = self.add_field(
            "line", _("Line"), ChoiceField(choices=[(line.id, _say(line)) for line in lines])
        )
        self._why = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), required=True)

    def save(self) -> None:
        supplements.drop_line(self._desk.by(), self._line.value(), self._why.value())


def _say(line: Line) -> str:
    amount = format_yuan(line.money.charged_fen)
    return f"{line.position}. {line.name} · {label(line.kind)} · {amount}"
