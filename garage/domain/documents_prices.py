"""The public price list: what work, packages and parts cost, for the wall (公示)."""

from dataclasses import dataclass
from datetime import date

from garage.domain.documents import Imprint, Letterhead
from garage.domain.lines import PartGrade, WorkType


@dataclass(frozen=True)
class WorkPrice:
    """An operation: flat-rate hours in hundredths, and what all of it costs in fen."""

    code: str
    name: str
    trade: WorkType
    hours_centi: int
    price_fen: int
    member_price_fen: int | None = None


@dataclass(frozen=True)
class PackagePrice:
    """A package with what is in it; `from_price` when parts are chosen for each car and come on top."""

    code: str
    name: str
    contents: str
    price_fen: int
    member_price_fen: int | None = None
    from_price: bool = False


@dataclass(frozen=True)
class GoodsPrice:
    """A part at the price of one."""

    code: str
    name: str
    brand: str
    spec: str
    unit: str
    grade: PartGrade
    price_fen: int
    member_price_fen: int | None = None


@dataclass(frozen=True)
class PublicPrices:
    """价目公示: the labour rate and the standard of its hours, and the lists that were chosen; prices with tax."""

    garage: Letterhead
    imprint: Imprint
    number: str
    day: date
    labour_rate_fen: int
    work: tuple[WorkPrice, ...] = ()
    packages: tuple[PackagePrice, ...] = ()
    goods: tuple[tuple[str, tuple[GoodsPrice, ...]], ...] = ()
    members: bool = False
    """Prices for members stand beside the others."""
