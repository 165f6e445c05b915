"""Reads that make the paper of a counter sale or of goods that came back from one."""

from dataclasses import replace

from garage.domain.documents import Imprint
from garage.domain.documents_sales import SaleSlip, SoldGoods
from garage.domain.money import split_vat
from garage.models.payments import Receipt
from garage.services import sale_list, shop
from garage.services.receipts import ReceiptRow, by_method
from garage.services.sale_list import SalePage


def sale_slip(sale_id: int, imprint: Imprint) -> SaleSlip:
    """配件销售单 or 销售退货单 as it stands; raises KeyError when there is none."""
    page = sale_list.one(sale_id)
    row = page.row
    came = _came_in(page)
    return SaleSlip(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.voided_at is not None),
        number=row.no,
        at=row.at,
        buyer=row.buyer,
        phone=row.phone,
        lines=tuple(
            SoldGoods(
                line.code,
                line.name,
                line.spec,
                line.unit,
                line.qty_milli,
                line.unit_price_fen,
                line.gross_fen,
                line.discount_fen,
                line.serials,
            )
            for line in page.lines
        ),
        gross_fen=page.gross_fen,
        discount_fen=page.discount_fen,
        rounding_off_fen=page.rounding_off_fen,
        payable_fen=row.payable_fen,
        tax_bp=page.tax_bp,
        tax_fen=split_vat(row.payable_fen, page.tax_bp)[1],
        tenders=tuple(by_method([tender for one in came for tender in one.tenders]).items()),
        change_fen=_change(came),
        owed_fen=row.owed_fen,
        due_on=row.due_on,
        sold_by=row.who,
        return_of=page.of_no,
        note=row.note,
        void_reason=page.void_reason,
    )


def _came_in(page: SalePage) -> list[ReceiptRow]:
    """Receipts of a sale by which money came in, those that stand; a return's money has a paper of its own."""
    if page.of_no:
        return []
    return [one for one in page.receipts if one.stands and one.total_fen > 0]


def _change(came: list[ReceiptRow]) -> int:
    return sum(row.change_fen for row in Receipt.select().where(Receipt.id.in_([one.id for one in came])))
