"""Why a line costs less: asked with the first discount of an order, offered again with the next."""

from collections.abc import Sequence

from garage.domain.line_discounts import changes, need_reason
from garage.i18n import _
from garage.services import line_discounts, order_lines
from garage.services.order_lines import LineData
from garage.ui.kit.form_body import FieldBox
from garage.ui.kit.line_fields import LineField


def reason_field() -> LineField:
    """The words, which no paper shows."""
    return LineField(limit=line_discounts.MOST_WORDS, placeholder=_("Stays in the house: no paper shows it"))


class DiscountReason(FieldBox):
    """In sight while a discount stands in the grid that is not saved yet."""

    def __init__(self) -> None:
        super().__init__("discount_reason", _("Why the discount"), reason_field(), "", required=True)
        self.hide()

    def offer(self, order_id: int) -> None:
        """What was said the last time on this order."""
        self.field.set_value(line_discounts.last_reason(order_id))
        self.clear()

    def words(self) -> str:
        """What is said."""
        return str(self.field.text())

    def ask(self, text: str, *, go: bool) -> None:
        """Say what is missing; `go` brings the keyboard here."""
        self.show()
        self.show_error(text)
        if go:
            self.field.setFocus()

    def follow(self, before: Sequence[LineData], typed: Sequence[LineData]) -> None:
        """Ask while the lines typed let off more than those `before`."""
        follow(self, before, typed)


def follow(box: FieldBox, before: Sequence[LineData], typed: Sequence[LineData]) -> None:
    """Ask for the reason where there is a new discount; above the limit it says who has to approve the bill.

    Whether a line still costs what its package says is known when it is saved: what is asked then stays in sight.
    """
    asked = need_reason(changes(before, typed))
    box.setVisible(asked or bool(box.error.text()))
    if asked:
        above = line_discounts.owner_has_to_approve(order_lines.order_totals(typed))
        box.hint(_("It is more than anybody may give: the bill will ask for an owner.") if above else "")
