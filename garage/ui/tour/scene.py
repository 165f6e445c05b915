"""The scene before the tour's job begins: people, shelf, and cars that are here already or were here before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from garage.domain.lines import LineKind, WorkType
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import RepairCategory
from garage.services import (
    daily,
    goods_receipts,
    old_part_tags,
    old_parts,
    operations,
    orders,
    packages,
    parts,
    shop,
    staff,
    suppliers,
    vehicle_history,
    vehicles,
)
from garage.services.command import By
from garage.services.packages import PackageData, PackageLineData
from garage.ui.tour.bad_day_cast import CREDIT_FEN, BadDay
from garage.ui.tour.care_cast import SERVICE_KM, Care
from garage.ui.tour.cast import Cast, Item
from garage.ui.tour.returns_cast import KM_LATER, Returns
from garage.ui.tour.storekeeper_cast import Store
from garage.ui.tour.visit import People, Visit


def engage(cast: Cast, owner: int, at: datetime) -> People:
    """Hire everybody, name the bays, enter operations and fill the shelf."""
    by = By(owner, at)
    trades = {WorkType.MECHANICAL, WorkType.TYRE}
    staff.add(by, name=cast.adviser, roles={Role.ADVISOR, Role.CASHIER})
    leader = staff.add(by, name=cast.leader, roles={Role.LEADER, Role.FOREMAN, Role.MECHANIC}, team=cast.team)
    mechanics = [
        staff.add(by, name=cast.mechanics[0], roles={Role.MECHANIC}, team=cast.team, trades=trades),
        staff.add(
            by,
            name=cast.mechanics[1],
            roles={Role.MECHANIC},
            team=cast.team,
            trades={*trades, WorkType.ELECTRICAL},
        ),
    ]
    people = People(
        owner,
        leader,
        mechanics,
        staff.add(by, name=cast.inspector, roles={Role.INSPECTOR}),
        staff.add(by, name=cast.storekeeper, roles={Role.STOREKEEPER}),
    )
    for bay in cast.bays:
        shop.save_bay(by, name=bay)
    for operation in cast.operations:
        operations.add(by, operation)
    _fill_shelf(cast, by)
    return people


def _fill_shelf(cast: Cast, by: By) -> None:
    supplier = suppliers.add(by, name=cast.supplier, payment_days=30, lead_days=2)
    lines = put_on_shelf(cast.shelf, by, supplier)
    more = [
        goods_receipts.GoodsLine(line.part_id, 2000, line.cost_fen * 2100 // line.qty_milli)
        for line in lines[:4]
    ]
    goods_receipts.receive_goods(
        By(by.staff_id, by.at + timedelta(days=6)),
        kind=MovementKind.RECEIPT,
        lines=more,
        supplier_id=supplier,
    )


def put_on_shelf(shelf: Sequence[Item], by: By, supplier: int) -> list[goods_receipts.GoodsLine]:
    """Enter these parts with what there is of them; gives what came in."""
    lines = []
    for item in shelf:
        part = parts.add(
            by,
            parts.PartData(
                code=item.code,
                name=item.name,
                brand=item.brand,
                spec=item.spec,
                unit=item.unit,
                grade=item.grade,
                price_fen=item.price_fen,
                min_qty_milli=item.least * 1000,
                bin=item.bin,
                barcode=item.barcode,
                hazard=item.hazard,
                warranty_months=item.months,
                supplier_id=supplier,
            ),
        )
        if item.there:
            lines.append(goods_receipts.GoodsLine(part, item.there * 1000, item.there * item.cost_fen))
    if lines:
        goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=lines)
    return lines


def fill_yard(cast: Cast, people: People, today: datetime) -> list[Visit]:
    """One car left four days ago, three are here: ready, in work, and waiting for consent; gives those three."""
    left = Visit(people, today - timedelta(days=4, hours=2))
    left.receive(cast.others[3])
    left.work()
    left.check()
    left.leave()
    ready = Visit(people, today - timedelta(hours=1, minutes=40))
    ready.receive(cast.others[0])
    ready.work()
    ready.check()
    in_work = Visit(people, today - timedelta(minutes=70))
    in_work.receive(cast.others[1])
    in_work.work(finish=False)
    waiting = Visit(people, today - timedelta(minutes=35))
    waiting.receive(cast.others[2])
    return [ready, in_work, waiting]


def empty_yard(visits: list[Visit], now: datetime) -> None:
    """The cars of `fill_yard` leave in the afternoon of that day."""
    ready, in_work, waiting = visits
    for visit in visits:
        visit.at = now
    in_work.finish()
    waiting.work()
    in_work.check()
    waiting.check()
    for visit in (ready, in_work, waiting):
        visit.leave()


def before_the_bad_day(bad: BadDay, people: People, now: datetime) -> None:
    """A firm's car is agreed to and dispatched, another one waits with its estimate; more is promised than the law asks."""
    by = By(people.owner, now - timedelta(days=1))
    shop.set_promise(
        by,
        vehicle_class=VehicleClass.CAR,
        category=RepairCategory.MINOR_REPAIR,
        km=5_000,
        days=30,
        valid_from=now.date(),
    )
    for operation in bad.operations:
        operations.add(by, operation)
    put_on_shelf(bad.shelf, by, suppliers.suppliers()[0].id)
    firm = Visit(people, now - timedelta(minutes=50))
    goods = dict.fromkeys(bad.goods, 1) | {bad.scarce: 2}
    firm.receive(bad.firm, bad.jobs, goods, contact=bad.contact, credit_fen=CREDIT_FEN)
    firm.agree()
    gives_up = Visit(people, now - timedelta(minutes=25))
    gives_up.receive(bad.gives_up)


def before_the_store_day(store: Store, people: People, now: datetime) -> None:
    """A part that is not there, the work for it, and a package."""
    by = By(people.owner, now - timedelta(hours=15))
    for operation in store.operations:
        operations.add(by, operation)
    put_on_shelf(store.shelf, by, suppliers.suppliers()[0].id)
    code, name = store.package
    work = PackageLineData(LineKind.LABOUR, operation_id=operations.find(store.package_work)[0].id)
    goods = [PackageLineData(LineKind.PART, part_id=parts.find(one)[0].id) for one in store.package_parts]
    packages.add(by, PackageData(code=code, name=name, price_fen=36_800, lines=(work, *goods)))


def before_the_returns_day(back: Returns, bad: BadDay, cast: Cast, people: People, now: datetime) -> Visit:
    """Absorbers are on the shelf, a battery that came off earlier lies in its corner, the car is here again."""
    by = By(people.owner, now - timedelta(days=1))
    part = parts.find(bad.scarce)[0]
    goods = goods_receipts.GoodsLine(part.id, 2000, 2 * 31_000)
    goods_receipts.receive_goods(
        by, kind=MovementKind.RECEIPT, lines=[goods], supplier_id=suppliers.suppliers()[0].id
    )
    earlier = vehicles.by_plate(cast.others[1].plate)[0]
    order = vehicle_history.visits(earlier.vehicle_id)[0].order_id
    battery = [row.line_id for row in old_part_tags.replaced_lines(order) if row.hazard]
    old_parts.tag_lines(by, order, battery, shelf=back.battery_shelf)
    car = vehicles.by_plate(bad.firm.plate)[0]
    visit = Visit(people, now)
    visit.come_back(car.vehicle_id, bad.firm, bad.firm.km + KM_LATER, back.complaint, bad.contact)
    return visit


def before_the_care_day(care: Care, cast: Cast, people: People, now: datetime) -> None:
    """The tour's own car had nothing done in March; in May it was here for its service and left three days ago."""
    daily.run(By(people.owner, now))
    car = vehicles.by_plate(cast.plate)[0].vehicle_id
    running = orders.open_order_of(car)
    if running is not None:
        orders.cancel(By(people.owner, now - timedelta(days=4)), running[0], care.only_asked)
    visit = Visit(people, now - timedelta(days=3, hours=7), call_time=cast.call_time)
    usual = cast.others[0]
    version = visit.come_back(car, usual, SERVICE_KM, care.service)
    visit.estimate(version, [usual.operation], {usual.part: 1, cast.parts[1]: 1})
    visit.work()
    visit.check()
    visit.leave()
