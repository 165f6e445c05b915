"""The paper of the parts counter: what was sold without a work order, or came back of it."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead
from garage.domain.settlements import PayMethod


@dataclass(frozen=True)
class SoldGoods:
    """One line of a sale: what the buyer pays for it is `amount_fen` less `discount_fen`.

    `serials` are the numbers of a tracked part.
    """

    code: str
    name: str
    spec: str
    unit: str
    qty_milli: int
    price_fen: int
    amount_fen: int
    discount_fen: int = 0
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class SaleSlip:
    """配件销售单, or 销售退货单 of the sale `return_of`; its `payable_fen` is what the sale became less by.

    `tenders` is what was paid so far, by method; `owed_fen` what is open on account until `due_on`.
    """

    garage: Letterhead
    imprint: Imprint
    number: str
    at: datetime
    buyer: str
    phone: str
    lines: tuple[SoldGoods, ...]
    gross_fen: int
    discount_fen: int
    rounding_off_fen: int
    payable_fen: int
    tax_bp: int
    tax_fen: int
    tenders: tuple[tuple[PayMethod, int], ...]
    change_fen: int
    owed_fen: int
    due_on: date | None
    sold_by: str
    return_of: str = ""
    note: str = ""
    void_reason: str = ""

    @property
    def is_return(self) -> bool:
        """Whether goods came back."""
        return bool(self.return_of)
