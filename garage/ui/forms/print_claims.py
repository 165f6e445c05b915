"""Papers of claims on their way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.services import claim_pages, papers_claims
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_application(parent: QWidget | None, desk: Desk, claim_id: int) -> None:
    """索赔申请单 with its fault report and photos."""
    number = claim_pages.row_of(claim_id).no
    show(
        parent,
        desk,
        "claim_application",
        number,
        lambda imprint: papers_claims.application(claim_id, imprint),
    )
