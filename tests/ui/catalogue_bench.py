"""Forms of the bench, for an order that owes an old part."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from garage.models.parts import Part
from garage.services import old_part_duties
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.old_parts import OldPartForm, OldPartsDialog
from tests.services.road import Road

MakeForm = Callable[[Desk, OrderPage], QDialog]


def owe(road: Road) -> None:
    """The order draws its parts, whose old ones have to come back."""
    Part.update(old_part_back=True).where(Part.id == road.part).execute()
    road.issue()


def _form(desk: Desk, page: OrderPage, *, charge: bool) -> QDialog:
    [duty] = old_part_duties.open_duties(order_id=page.id)
    return OldPartForm(None, desk, duty, charge=charge)


def forms() -> dict[str, tuple[str, MakeForm]]:
    """How far the road has to be gone, and the form."""
    return {
        "old_parts": ("owing", lambda desk, _page: OldPartsDialog(None, desk)),
        "old_part": ("owing", lambda desk, page: _form(desk, page, charge=False)),
        "charge_old_part": ("owing", lambda desk, page: _form(desk, page, charge=True)),
    }
