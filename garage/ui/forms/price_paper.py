"""What the public price list shows before it is printed (公示, A9)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from garage.errors import FieldError
from garage.i18n import _
from garage.services import papers_prices
from garage.services.papers_prices import Wanted
from garage.ui.desk import Desk
from garage.ui.forms.printing import show
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog

_ROW = 30


class PricePaperForm(FormDialog):
    """Which lists, which groups of parts, with or without prices for members; then the preview."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        about = _("For the wall: the labour rate and the standard of its hours stand at the top.")
        super().__init__(parent, _("Price list"), about, default_text=_("Preview"), width=520)
        self.setObjectName("price_paper_form")
        self._desk = desk
        self.add_field("work", "", fields.TickField(_("Work with hours and prices")))
        self.add_field("packages", "", fields.TickField(_("Service packages")))
        self.add_field("members", "", fields.TickField(_("Prices for members beside them")))
        self.groups = QListWidget()
        self.groups.setObjectName("groups")
        self.groups.setSpacing(2)
        self.add_field("part_groups", _("Parts of these groups"), self.groups)
        self.groups.itemActivated.connect(_turn)

    def load(self) -> None:
        self.widget("work").set_value(True)
        self.widget("packages").set_value(True)
        self.groups.clear()
        for group in papers_prices.groups():
            item = QListWidgetItem(group or _("No group"), self.groups)
            item.setData(Qt.ItemDataRole.UserRole, group)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.groups.setFixedHeight(_ROW * max(2, min(7, self.groups.count())) + 8)

    def wanted(self) -> Wanted:
        """What is ticked; FieldError when nothing is."""
        items = [self.groups.item(at) for at in range(self.groups.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        work, packages = self.widget("work").value(), self.widget("packages").value()
        if not (work or packages or ticked):
            raise FieldError("work", _("Choose what the list shows."))
        chosen = tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)
        return Wanted(work, packages, chosen, self.widget("members").value())

    def save(self) -> str:
        wanted, desk = self.wanted(), self._desk
        day = desk.today()
        number = papers_prices.number(day)
        show(
            self,
            desk,
            "price_list",
            number,
            lambda imprint: papers_prices.public_prices(wanted, day, desk.paper_language, imprint),
        )
        return number


def _turn(item: QListWidgetItem) -> None:
    """Enter ticks a group as the space bar does."""
    checked = item.checkState() is Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
