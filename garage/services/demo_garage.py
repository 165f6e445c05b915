"""The garage of the demo: its people, its shelf and the cars it knows."""

from collections import Counter as Sums
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from garage.domain.customers import CustomerKind
from garage.domain.lines import WorkType
from garage.domain.staff import Role
from garage.domain.vehicles import Fuel, Usage
from garage.services import (
    customers,
    demo_data,
    demo_members,
    demo_shelf,
    operations,
    orders,
    parts,
    shop,
    staff,
    vehicles,
)
from garage.services.command import By
from garage.services.demo_agenda import Agenda
from garage.services.demo_buying import Buying
from garage.services.demo_counter import Counter
from garage.services.demo_counting import Counting
from garage.services.serials import Fitted

Mark = Callable[[int, datetime], None]
"""Told before an act whose it is: the place of the car in `cars`, -1 for what is nobody's visit."""


_RAREST = 5
"""Visits of a hundred for the job that is asked for least."""


def unmarked(_place: int, _at: datetime) -> None:
    """Nobody wants to know."""


@dataclass
class Car:
    """A car that the demo knows: its id and what its odometer shows."""

    id: int
    km: int


class DemoGarage:
    """The people, the shelf and the cars of the demo, and the clock that moves over its year."""

    def __init__(self, first: datetime, now: datetime, random: Random, often: int = 1) -> None:
        """A garage that does `often` times the work of a small one keeps as many times the parts."""
        self.random = random
        self.first = first
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
        demo_members.found(by)
        operations.add_starter(by)
        self.operations = {row.code: row for row in operations.page(limit=200).rows}
        self.shelf = demo_shelf.stock_up(by, often)
        self.parts = self.shelf.parts
        self.tracked = {part for part, row in self.shelf.goods.items() if row.tracked}
        codes = {code: row.id for code, row in self.operations.items()}
        self.packages = demo_shelf.offer_packages(by, self.shelf, codes)
        self.agenda = Agenda()
        self.buying = Buying(self.by, self.agenda, self.shelf, random)
        traders = demo_shelf.known_traders(by)
        self.counter = Counter(self.by, self.agenda, self.shelf, traders, random)
        self.counting = Counting(self.by, self.agenda, self.shelf, random)
        self.cars: list[Car] = []
        self.strangers = 0.35
        self._serials = 0
        self._jobs: list[str] = []

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

    def short_of(self, wanted: Iterable[tuple[int, int]]) -> set[int]:
        """Parts of which less is on hand than is wanted of (part, milli-units)."""
        asked: Sums[int] = Sums()
        for part, qty in wanted:
            asked[part] += qty
        return {row.id for row in parts.stock_of(asked).values() if row.on_hand_milli < asked[row.id]}

    def fetch(self, at: datetime, short: Collection[int]) -> None:
        """Parts that a car waits for and nobody has are brought at once."""
        if short:
            self.mark(-1, at)
            self.buying.rush(at, short)

    def open_shop(self, orders_a_day: float, prices_at: datetime) -> None:
        """From the first day on there is more to do than cars."""
        self.buying.plan(self.first, self.now)
        self.counter.plan(self.first, self.now, orders_a_day)
        self.counting.plan(self.first, self.now, orders_a_day, prices_at)

    def by(self, who: str, at: datetime) -> By:
        """Someone acts: "owner" or one of the people."""
        return By(self.people.get(who, self.owner), at)

    def next_job(self) -> str:
        """What the next car comes for; of some twenty cars one comes for the rarest job."""
        if not self._jobs:
            cards = [(job, often) for job, (_work, _goods, often) in demo_data.JOBS.items()]
            self._jobs = [job for job, often in cards for _card in range(-(-often // _RAREST))]
            self.random.shuffle(self._jobs)
        return self._jobs.pop()

    def serial(self) -> Fitted:
        """A numbered piece, and the number of the one it replaces where that can still be read."""
        self._serials += 1
        old = f"FP{self.random.randrange(10**7):08d}" if self.random.random() < 0.6 else ""
        return Fitted(f"VT{self._serials:08d}", old)

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
        data = customers.CustomerData(
            kind=CustomerKind.ORGANISATION if company else CustomerKind.PERSON,
            name=demo_data.company_name(random) if company else demo_data.person_name(random),
            contact=demo_data.person_name(random) if company else "",
            phones=(demo_data.mobile(random),),
            address=f"深圳市{random.choice(demo_data.STREETS)} {random.randint(1, 999)} 号"
            if random.random() < 0.85
            else "",
            preferred_call_time=random.choice(("", "18:00–20:00", "12:00–13:30", "工作日上午")),
            member_level=random.choice(demo_data.MEMBER_LEVELS) if random.random() < 0.2 else "",
        )
        who = By(self.owner, by.at) if data.member_level else by  # who is a member is an owner's word
        return customers.add(who, data, first_contact_on=by.today)

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
