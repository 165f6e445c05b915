"""Papers of claims on their way to the money, on their way to the printer."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from garage.services import claim_list_rows, claim_notice_rows, papers, papers_settling, shipment_rows
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_claim_list(parent: QWidget | None, desk: Desk, list_id: int) -> None:
    """索赔月报."""
    number = claim_list_rows.one(list_id).no
    show(parent, desk, "claim_list", number, lambda imprint: papers_settling.monthly(list_id, imprint))


def print_notice(parent: QWidget | None, desk: Desk, notice_id: int) -> None:
    """索赔结算通知单."""
    number = claim_notice_rows.one(notice_id).no
    show(parent, desk, "claim_notice", number, lambda imprint: papers_settling.notice(notice_id, imprint))


def print_packing_list(parent: QWidget | None, desk: Desk, shipment_id: int) -> None:
    """旧件装箱单."""
    number = shipment_rows.one(shipment_id).no
    show(
        parent,
        desk,
        "packing_list",
        number,
        lambda imprint: papers_settling.packing_list(shipment_id, imprint),
    )


def print_week(
    parent: QWidget | None, desk: Desk, supplier_id: int, claim_ids: Sequence[int], at: datetime
) -> None:
    """质量故障周报."""
    blank = papers.blank_imprint(desk.by())
    number = papers_settling.week(supplier_id, claim_ids, at, blank).number
    show(
        parent,
        desk,
        "weekly_faults",
        number,
        lambda imprint: papers_settling.week(supplier_id, claim_ids, at, imprint),
    )


def print_problems(parent: QWidget | None, desk: Desk, supplier_id: int, period: str) -> None:
    """质量问题清单."""
    blank = papers.blank_imprint(desk.by())
    number = papers_settling.problems(supplier_id, period, blank).number
    show(
        parent,
        desk,
        "problem_list",
        number,
        lambda imprint: papers_settling.problems(supplier_id, period, imprint),
    )
