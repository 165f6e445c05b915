"""The papers of the parts counter on their way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.services import papers_sales, sale_list
from garage.services.counter_sales import Sold
from garage.ui.desk import Desk
from garage.ui.forms.printing import Paper, receipt_paper, show_all


def print_sale(parent: QWidget | None, desk: Desk, sale_id: int) -> None:
    """配件销售单, or 销售退货单 of goods that came back."""
    show_all(parent, desk, [_slip(sale_id)])


def print_sold(parent: QWidget | None, desk: Desk, sold: Sold) -> None:
    """Slip and receipt together; no receipt where no money changed hands."""
    receipt = [receipt_paper(sold.receipt_no)] if sold.receipt_no else []
    show_all(parent, desk, [_slip(sold.id), *receipt])


def _slip(sale_id: int) -> Paper:
    number = sale_list.one(sale_id).row.no
    return Paper("counter_sale", number, lambda imprint: papers_sales.sale_slip(sale_id, imprint))
