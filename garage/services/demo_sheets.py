"""What is typed into the sheets of a demo visit: the reception and the lines of its job."""

from datetime import date, datetime, timedelta
from random import Random

from garage.domain.counter_sales import usual_price_fen
from garage.domain.documents import Mark
from garage.domain.lines import LineKind
from garage.domain.orders import Damage, OldPartChoice, Side
from garage.domain.settlements import PayMethod
from garage.domain.warranty import RepairCategory
from garage.services import demo_data, package_lines, parts, sale_prices, shop
from garage.services.demo_garage import DemoGarage
from garage.services.order_lines import LineData
from garage.services.orders import Reception


def reception(random: Random, job: str, category: RepairCategory, km: int, at: datetime) -> Reception:
    """The reception sheet of a car that stands at `km`."""
    marks = (
        (Mark(Side.LEFT, random.randint(200, 800), 560, Damage.SCRATCH, "旧伤"),)
        if random.random() < 0.3
        else ()
    )
    return Reception(
        complaint=demo_data.COMPLAINTS[job],
        category=category,
        odometer_km=km,
        odometer_confirmed=True,
        odometer_reason="",
        fuel_eighths=random.randint(1, 8),
        belongings=random.choice(("", "儿童座椅一个", "后备箱雨伞、工具包")),
        present=frozenset({"spare_tyre", "jack", "tools", "covers"}),
        valuables_removed=True,
        old_parts=random.choice((OldPartChoice.TAKE, OldPartChoice.WAIVE, OldPartChoice.WAIVE)),
        wash=random.random() < 0.4,
        call_time=random.choice(("", "18:00–20:00", "午休时间")),
        pay_method=random.choice(list(PayMethod)),
        promised_at=at + timedelta(hours=random.choice((3, 4, 6, 26))),
        marks=marks,
        walk_around_done=True,
        warranty_seen=True,
    )


def agreed(garage: DemoGarage, job: str, today: date, customer_id: int) -> list[LineData]:
    """What a job costs this customer today: for some as a package."""
    offered = garage.packages.get(job, ())
    if offered and garage.random.random() < 0.4:
        return list(package_lines.drop(garage.random.choice(offered), today, customer_id).lines)
    return lines(garage, job, today, member=sale_prices.is_member(customer_id))


def lines(garage: DemoGarage, job: str, today: date, *, member: bool = False) -> list[LineData]:
    """Labour and material of a job at today's prices."""
    codes, wanted, _often = demo_data.JOBS[job]
    rate = shop.labour_rate_fen(today)
    labour = [
        LineData(
            LineKind.LABOUR,
            row.name,
            code=row.code,
            operation_id=row.id,
            trade=row.trade,
            category=row.category,
            hours_centi=row.hours_centi,
            rate_fen=rate,
        )
        for row in (garage.operations[code] for code in codes)
    ]
    shelf = parts.stock_of(garage.parts[code] for code, _qty in wanted)
    material = [
        LineData(
            LineKind.PART,
            row.name,
            code=row.code,
            part_id=row.id,
            category=labour[0].category,
            grade=row.grade,
            brand=row.brand,
            spec=row.spec,
            unit=row.unit,
            qty_milli=qty,
            unit_price_fen=usual_price_fen(row.price_fen, row.member_price_fen, member=member),
        )
        for code, qty in wanted
        for row in [shelf[garage.parts[code]]]
    ]
    return labour + material
