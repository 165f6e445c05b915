"""The shelf of the demo: suppliers, parts with their prices, opening stock and service packages."""

from dataclasses import dataclass

from garage.domain.customers import CustomerKind
from garage.domain.lines import LineKind
from garage.domain.part_file import PriceBasis
from garage.domain.stock import MovementKind
from garage.services import customers, demo_data, goods_receipts, packages, parts, suppliers
from garage.services.command import By
from garage.services.demo_data import DemoPart
from garage.services.packages import PackageLineData


@dataclass(frozen=True)
class Shelf:
    """What stands on the shelf and who delivers it; a large garage keeps `often` times the stock of a small one."""

    parts: dict[str, int]
    suppliers: dict[str, int]
    often: int

    @property
    def goods(self) -> dict[int, DemoPart]:
        """{part id: what it is}."""
        return {self.parts[row.code]: row for row in demo_data.PARTS}

    def supplier_of(self, part_id: int) -> int:
        """Who delivers a part."""
        return self.suppliers[demo_data.PART_GROUPS[self.goods[part_id].code[:2]]]


def stock_up(by: By, often: int) -> Shelf:
    """Put suppliers and parts on file, with the stock that the books open with."""
    delivers = {
        group: supplier
        for row in demo_data.SUPPLIERS
        for supplier in [
            suppliers.add(
                by,
                name=row.name,
                contact=row.contact,
                phone=row.phone,
                payment_days=row.payment_days,
                lead_days=row.lead_days,
                return_policy="质量问题 30 天内可退换",
            )
        ]
        for group in row.groups
    }
    ids = {
        row.code: parts.add(by, _part(row, delivers[demo_data.PART_GROUPS[row.code[:2]]], often))
        for row in demo_data.PARTS
    }
    goods_receipts.receive_goods(
        by,
        kind=MovementKind.OPENING,
        lines=[
            goods_receipts.GoodsLine(
                ids[row.code], row.start * 1000 * often, row.start * often * row.cost_fen
            )
            for row in demo_data.PARTS
        ],
    )
    return Shelf(ids, delivers, often)


def _part(row: DemoPart, supplier: int, often: int) -> parts.PartData:
    group = demo_data.PART_GROUPS[row.code[:2]]
    markup = demo_data.ON_COST.get(row.code)
    member = row.price_fen * demo_data.MEMBERS_PAY_BP // 10_000 // 100 * 100
    return parts.PartData(
        code=row.code,
        name=row.name,
        brand=row.brand,
        spec=row.spec,
        unit=row.unit,
        grade=row.grade,
        price_fen=row.price_fen,
        price_basis=PriceBasis.FIXED if markup is None else PriceBasis.COST_PLUS,
        markup_bp=markup or 0,
        member_price_fen=member if group in demo_data.MEMBER_GROUPS else None,
        min_qty_milli=row.least * 1000 * often,
        max_qty_milli=row.least * 5 // 2 * 1000 * often,
        group=group,
        bin=row.bin,
        supplier_id=supplier,
        serial_tracked=row.tracked,
        old_part_back=row.old_back,
        life_months=row.months,
        life_km=row.km,
    )


def offer_packages(by: By, shelf: Shelf, operations: dict[str, int]) -> dict[str, list[int]]:
    """Put the service packages on file; returns {job: the packages that may be agreed for it}."""
    offered: dict[str, list[int]] = {}
    for code, name, job, work, goods, price, member in demo_data.PACKAGES:
        lines = [PackageLineData(LineKind.LABOUR, operation_id=operations[one]) for one in work]
        lines += [
            PackageLineData(LineKind.PART, part_id=shelf.parts[one], qty_milli=milli) for one, milli in goods
        ]
        data = packages.PackageData(
            code=code, name=name, price_fen=price, member_price_fen=member, lines=tuple(lines)
        )
        offered.setdefault(job, []).append(packages.add(by, data))
    return offered


def known_traders(by: By) -> list[int]:
    """Customers on file who buy at the counter on account."""
    return [
        customers.add(
            by,
            customers.CustomerData(
                kind=CustomerKind.ORGANISATION,
                name=name,
                contact=contact,
                phones=(f"1370000{place:04d}",),
                address="深圳市宝安大道 1200 号",
                member_level=demo_data.TRADE_LEVEL,
                credit_limit_fen=3_000_000,
                credit_days=30,
            ),
            first_contact_on=by.today,
        )
        for place, (name, contact) in enumerate(demo_data.TRADERS, 8801)
    ]
