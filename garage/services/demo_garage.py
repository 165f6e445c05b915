"""The garage of the demo: its people, its shelf and the cars it knows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from garage.domain.customers import CustomerKind
from garage.domain.lines import WorkType
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.domain.vehicles import Fuel, Usage
from garage.services import (
    customers,
    demo_data,
    goods_receipts,
    operations,
    orders,
    parts,
    shop,
    staff,
    suppliers,
    vehicles,
)
from garage.services.command import By

Mark = Callable[[int, datetime], None]
"""Told before an act whose it is: the place of the car in `cars`, -1 for what is nobody's visit."""


def unmarked(_place: int, _at: datetime) -> None:
    """Nobody wants to know."""


@dataclass
class Car:
    """A car that the demo knows: its id and what its odometer shows."""

    id: int
    km: int


class DemoGarage:
    """The people, the shelf and the cars of the demo, and the clock that moves over its year."""

    def __init__(self, first: datetime, now: datetime, random: Random) -> None:
        self.random = random
        self.now = now
        self.mark: Mark = unmarked
        owner = shop.set_up(
            first, shop_name="诚信汽车维修服务部", owner_name="张志强", labour_rate_fen=12_000
        )
        self.owner = owner
        by = By(owner, first)
        shop.change_profile(
            by,
            shop.profile().version,
            contact="张志强",
            address="广东省深圳市南山区创业路 88 号",
            phone="0755-26512345",
            hotline="400-800-1234",
            uscc="92440300MA5F12345Y",
            bank_name="中国建设银行深圳南山支行",
            bank_account="6217 0072 0001 2345 678",
            plate_prefix="粤B",
        )
        self.people = self._hire(by)
        for name in ("2 号工位", "3 号工位（四轮定位）", "钣喷工位"):
            shop.save_bay(by, name=name)
        self.bays = [bay[0] for bay in shop.bays()]
        operations.add_starter(by)
        self.operations = {row.code: row for row in operations.page(limit=200).rows}
        self.parts = self._fill_shelf(by)
        self.cars: list[Car] = []
        self.strangers = 0.35
        self.often = 1

    def _hire(self, by: By) -> dict[str, int]:
        def hire(name: str, *roles: Role, trades: tuple[WorkType, ...] = (), team: str = "") -> int:
            phone = demo_data.mobile(self.random)
            return staff.add(by, name=name, roles=set(roles), trades=trades, team=team, phone=phone)

        machine, electric = (WorkType.MECHANICAL, WorkType.TYRE), (WorkType.ELECTRICAL,)
        return {
            "advisor": hire("刘晓丽", Role.ADVISOR, Role.CASHIER, Role.CALLER),
            "leader": hire("王建国", Role.LEADER, Role.FOREMAN, Role.MECHANIC, trades=machine, team="机修班"),
            "mechanic": hire("李强", Role.MECHANIC, trades=machine, team="机修班"),
            "second": hire("陈永强", Role.MECHANIC, trades=(*machine, *electric), team="机修班"),
            "painter": hire(
                "黄少华", Role.MECHANIC, trades=(WorkType.BODYWORK, WorkType.PAINT), team="钣喷班"
            ),
            "inspector": hire("赵明", Role.INSPECTOR),
            "keeper": hire("孙桂英", Role.STOREKEEPER),
        }

    def _fill_shelf(self, by: By) -> dict[str, int]:
        supplier = suppliers.add(by, name="深圳市众诚汽配有限公司", contact="周经理", phone="0755-83012345")
        ids = {
            row.code: parts.add(
                by,
                parts.PartData(
                    code=row.code,
                    name=row.name,
                    brand=row.brand,
                    spec=row.spec,
                    unit=row.unit,
                    grade=row.grade,
                    price_fen=row.price_fen,
                    min_qty_milli=row.least * 1000,
                    max_qty_milli=row.least * 5000,
                    group=demo_data.PART_GROUPS[row.code[:2]],
                    bin=row.bin,
                    supplier_id=supplier,
                    old_part_back=row.old_back,
                ),
            )
            for row in demo_data.PARTS
        }
        goods_receipts.receive_goods(
            by,
            kind=MovementKind.OPENING,
            lines=[
                goods_receipts.GoodsLine(ids[row.code], row.start * 1000, row.start * row.cost_fen)
                for row in demo_data.PARTS
            ],
        )
        self.supplier = supplier
        return ids

    def buy_what_is_low(self, at: datetime, short: Collection[int] = ()) -> None:
        """Fill up every part that is `short` or below its minimum, at a cost that moves a little.

        A garage that does `often` times the work of a small one keeps as many times the parts.
        """
        often = self.often
        self.mark(-1, at)
        stock = {row.code: row for row in parts.page(limit=200).rows}
        lines = [
            goods_receipts.GoodsLine(
                stock[row.code].id,
                row.least * 3000 * often,
                row.least * 3 * often * row.cost_fen * self.random.randint(95, 108) // 100,
            )
            for row in demo_data.PARTS
            if stock[row.code].id in short or stock[row.code].available_milli < row.least * 1000 * often
        ]
        if lines:
            goods_receipts.receive_goods(
                By(self.people["keeper"], at),
                kind=MovementKind.RECEIPT,
                lines=lines,
                supplier_id=self.supplier,
                delivery_no=f"ZC{at:%y%m%d}",
            )

    def new_car(self, at: datetime) -> Car:
        """A customer and a car."""
        random = self.random
        company = random.random() < 0.12
        by = By(self.people["advisor"], at)
        customer = self.new_customer(by, company=company)
        model = random.choice(demo_data.MODELS)
        year = random.randint(at.year - 10, at.year - 1)
        vehicle = vehicles.add(
            by,
            vehicles.VehicleData(
                plate=demo_data.plate(random, electric=model.electric),
                vin=demo_data.vin(random, model, year),
                brand=model.brand,
                model=model.model,
                colour=random.choice(demo_data.COLOURS),
                engine_no="" if model.electric else f"{random.choice('ABCEK')}{random.randrange(10**6):06d}",
                fuel=Fuel.ELECTRIC if model.electric else Fuel.PETROL,
                usage=Usage.COMPANY if company else Usage.PRIVATE,
                registered_on=date(year, random.randint(1, 12), random.randint(1, 28)),
                service_days=180,
                service_km=5_000,
                insurance_until=at.date() + timedelta(days=random.randint(20, 360)),
                inspection_until=at.date() + timedelta(days=random.randint(30, 700)),
            ),
            owner_id=customer,
            since=at.date(),
        )
        return Car(vehicle, (at.year - year + 1) * random.randint(8_000, 16_000))

    def new_customer(self, by: By, *, company: bool) -> int:
        """Someone who has never been here."""
        random = self.random
        return customers.add(
            by,
            customers.CustomerData(
                kind=CustomerKind.ORGANISATION if company else CustomerKind.PERSON,
                name=demo_data.company_name(random) if company else demo_data.person_name(random),
                contact=demo_data.person_name(random) if company else "",
                phones=(demo_data.mobile(random),),
                address=f"深圳市{random.choice(demo_data.STREETS)} {random.randint(1, 999)} 号"
                if random.random() < 0.85
                else "",
                preferred_call_time=random.choice(("", "18:00–20:00", "12:00–13:30", "工作日上午")),
            ),
            first_contact_on=by.today,
        )

    def pick_car(self) -> int:
        """Place in `cars` of one that is not in the shop; one past the last is a new one."""
        for _attempt in range(8):
            if not self.cars or self.random.random() < self.strangers:
                break
            place = self.random.randrange(len(self.cars))
            if orders.open_order_of(self.cars[place].id) is None:
                return place
        return len(self.cars)

    def car(self, place: int, at: datetime) -> Car:
        """The car of that place; a new one comes with its owner."""
        if place == len(self.cars):
            self.cars.append(self.new_car(at))
        return self.cars[place]
