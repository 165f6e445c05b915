"""The garage of the demo: its people, its shelf and the cars it knows."""

from datetime import datetime, timedelta
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


class DemoGarage:
    """The people, the shelf and the cars of the demo, and the clock that moves over its year."""

    def __init__(self, now: datetime, random: Random) -> None:
        self.random = random
        self.today = now
        first = now - timedelta(days=365)
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
        self.cars: list[tuple[int, int, int]] = []

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

    def buy_what_is_low(self, at: datetime) -> None:
        """Fill up every part below its minimum, at a cost that moves a little."""
        low = {row.code for row in parts.page(limit=200, which=parts.PartFilter.LOW).rows}
        lines = [
            goods_receipts.GoodsLine(
                self.parts[row.code],
                row.least * 3000,
                row.least * 3 * row.cost_fen * self.random.randint(95, 108) // 100,
            )
            for row in demo_data.PARTS
            if row.code in low
        ]
        if lines:
            goods_receipts.receive_goods(
                By(self.people["keeper"], at),
                kind=MovementKind.RECEIPT,
                lines=lines,
                supplier_id=self.supplier,
                delivery_no=f"ZC{at:%y%m%d}",
            )

    def new_car(self, at: datetime) -> tuple[int, int, int]:
        """A new customer with a car: (vehicle id, odometer, customer id)."""
        random = self.random
        company = random.random() < 0.12
        by = By(self.people["advisor"], at)
        name = random.choice(demo_data.COMPANIES) if company else demo_data.person_name(random)
        customer = customers.add(
            by,
            customers.CustomerData(
                kind=CustomerKind.ORGANISATION if company else CustomerKind.PERSON,
                name=name,
                contact=demo_data.person_name(random) if company else "",
                phones=(demo_data.mobile(random),),
                address=f"深圳市{random.choice(demo_data.STREETS)} {random.randint(1, 999)} 号"
                if random.random() < 0.85
                else "",
                preferred_call_time=random.choice(("", "18:00–20:00", "12:00–13:30", "工作日上午")),
            ),
            first_contact_on=at.date(),
        )
        model = random.choice(demo_data.MODELS)
        year = random.randint(2016, at.year - 1)
        vehicle = vehicles.add(
            by,
            vehicles.VehicleData(
                plate=demo_data.plate(random, electric=model.electric),
                vin=demo_data.vin(random, model, "GHJKLMNPRS"[year - 2016]),
                brand=model.brand,
                model=model.model,
                colour=random.choice(demo_data.COLOURS),
                engine_no="" if model.electric else f"{random.choice('ABCEK')}{random.randrange(10**6):06d}",
                fuel=Fuel.ELECTRIC if model.electric else Fuel.PETROL,
                usage=Usage.COMPANY if company else Usage.PRIVATE,
                registered_on=datetime(year, random.randint(1, 12), random.randint(1, 28)).date(),
                service_days=180,
                service_km=5_000,
                insurance_until=at.date() + timedelta(days=random.randint(20, 360)),
                inspection_until=at.date() + timedelta(days=random.randint(30, 700)),
            ),
            owner_id=customer,
            since=at.date(),
        )
        odometer = (at.year - year + 1) * random.randint(8_000, 16_000)
        return vehicle, odometer, customer

    def pick_car(self, at: datetime) -> int:
        """Index of a car that is not in the shop: an old customer most of the time, else a new one."""
        for _attempt in range(8):
            if not self.cars or self.random.random() < 0.35:
                break
            index = self.random.randrange(len(self.cars))
            if orders.open_order_of(self.cars[index][0]) is None:
                return index
        self.cars.append(self.new_car(at))
        return len(self.cars) - 1
