"""The papers and the workbook of buying: purchase order, goods receipt, weekly expense list."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.domain.documents_purchasing import OrderedGoods, PurchaseOrderPaper
from garage.i18n import _
from garage.services import papers, papers_purchasing, purchase_orders, receipt_list
from garage.ui.desk import Desk
from garage.ui.forms import to_excel
from garage.ui.forms.part import sees_costs
from garage.ui.forms.printing import show
from garage.ui.kit import task


def print_purchase_order(parent: QWidget | None, desk: Desk, order_id: int) -> None:
    """采购订单 for the supplier."""
    number = purchase_orders.open_order(order_id).row.no
    show(
        parent,
        desk,
        "purchase_order",
        number,
        lambda imprint: papers_purchasing.purchase_order(order_id, imprint),
    )


def print_goods_receipt(parent: QWidget | None, desk: Desk, receipt_id: int) -> None:
    """采购入库单; whoever may not see what parts cost prints it without."""
    number = receipt_list.open_receipt(receipt_id).no
    costs = sees_costs(desk.person)
    show(
        parent,
        desk,
        "goods_receipt",
        number,
        lambda imprint: papers_purchasing.goods_receipt(receipt_id, imprint, with_cost=costs),
    )


def print_expenses(parent: QWidget | None, desk: Desk, first: date, buyer_id: int | None) -> None:
    """外采费用周报."""
    number = papers_purchasing.expense_number(first, buyer_id)
    show(
        parent,
        desk,
        "expense_list",
        number,
        lambda imprint: papers_purchasing.expense_list(first, buyer_id, imprint),
    )


def purchase_order_to_excel(parent: QWidget, desk: Desk, order_id: int) -> task.Task | None:
    """The order as a workbook for the supplier; None when no file was chosen."""
    from garage.reports.sheet import SheetColumn, write_table  # noqa: PLC0415 - slow and rare

    paper = papers_purchasing.purchase_order(order_id, papers.blank_imprint(desk.by()))
    title = f"{_('Purchase order')} {paper.number}"
    path = to_excel.ask_path(parent, title, desk.today())
    if path is None:
        return None
    columns = [
        SheetColumn(_("Part code")),
        SheetColumn(_("OE no.")),
        SheetColumn(_("Part")),
        SheetColumn(_("Brand, spec")),
        SheetColumn(_("Quantity"), "quantity"),
        SheetColumn(_("Unit")),
        SheetColumn(_("Price"), "money"),
        SheetColumn(_("Amount"), "money", total=True),
        SheetColumn(_("Note")),
    ]
    rows = [_cells(line) for line in paper.lines]
    about = _about(paper)
    return task.run(
        parent,
        _("Writing the workbook…"),
        lambda _progress: write_table(path, title, columns, rows, about=about),
        lambda count: to_excel.say_written(parent, path, count),
    )


def _cells(line: OrderedGoods) -> list[object]:
    make = " · ".join(word for word in (line.brand, line.spec) if word)
    return [
        line.code,
        line.oe_no,
        line.name,
        make,
        line.qty_milli,
        line.unit,
        line.price_fen,
        line.amount_fen,
        line.note,
    ]


def _about(paper: PurchaseOrderPaper) -> list[str]:
    """Who orders from whom, and by when."""
    day = paper.expected_on.isoformat() if paper.expected_on else "–"
    buyer = " ".join(word for word in (paper.garage.name, paper.buyer, paper.garage.phone) if word)
    told = [
        _("Supplier: {name}").format(name=paper.supplier.name),
        _("Ordered by: {name}").format(name=buyer),
        _("Deliver to: {place}").format(place=paper.garage.address or paper.garage.name),
        _("Goods expected: {day}").format(day=day),
    ]
    return [*told, paper.note] if paper.note else told
