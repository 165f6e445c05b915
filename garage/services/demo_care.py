"""Customer care of the demo: complaints at every step, questions, and the appointments of last and next week."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from garage.domain.appointments import AppointmentState
from garage.domain.complaints import ComplaintCategory, ComplaintChannel, ComplaintLevel, ComplaintState
from garage.domain.contacts import Outcome
from garage.domain.numbers import Series
from garage.domain.staff import Role
from garage.errors import RuleError
from garage.models.appointments import Appointment
from garage.models.contacts import ContactLog
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.statements import insert
from garage.models.vehicles import Vehicle
from garage.services import appointments, complaints, numbers, orders, questions, shop, staff, working_days
from garage.services.appointments import AppointmentData
from garage.services.command import By
from garage.services.complaints import ComplaintData
from garage.services.demo_agenda import Agenda

_S = ComplaintState
_WEEK = 7
_SEED = 20_261_122


@dataclass(frozen=True)
class _Case:
    """A complaint heard so many hours ago, and how far it has come."""

    hours: int
    state: ComplaintState
    category: ComplaintCategory
    content: str
    findings: str = ""
    measures: str = ""
    level: ComplaintLevel = ComplaintLevel.NORMAL
    potential: bool = False
    again: bool = False


_CASES = (
    _Case(3, _S.REGISTERED, ComplaintCategory.SERVICE, "约好九点取车，等到十点半才交车"),
    _Case(
        20,
        _S.ASSIGNED,
        ComplaintCategory.REPAIR,
        "刹车修完第二天踏板发软，开着不放心",
        level=ComplaintLevel.SERIOUS,
    ),
    _Case(
        46,
        _S.VERIFIED,
        ComplaintCategory.PARTS,
        "说好换原厂件，单子上写的是副厂",
        "开单时未说明品牌，客户未签字确认",
    ),
    _Case(
        5 * 24,
        _S.MEASURES,
        ComplaintCategory.REPAIR,
        "空调还是不够凉",
        "冷媒量不足，接头处微漏",
        "更换接头密封圈，免费补充冷媒",
    ),
    _Case(
        7 * 24,
        _S.VERIFIED,
        ComplaintCategory.SERVICE,
        "休息区没有热水，嫌吵",
        "饮水机滤芯到期，空压机靠近休息区",
        potential=True,
    ),
    _Case(
        13 * 24,
        _S.CLOSED,
        ComplaintCategory.REPAIR,
        "保养后发动机舱有异响",
        "护板卡扣少装两个",
        "补装卡扣；交车前增加护板检查",
    ),
    _Case(
        24 * 24,
        _S.CLOSED,
        ComplaintCategory.SERVICE,
        "洗车没洗干净，轮毂上还有泥",
        "当天洗车人手不足",
        "赠送洗车一次；洗车后由接待检查",
        again=True,
    ),
    _Case(
        38 * 24,
        _S.CLOSED,
        ComplaintCategory.PRODUCT,
        "电池用了八个月就亏电",
        "电池单格短路，属三包范围",
        "免费更换并向供应商索赔",
    ),
)
_QUESTIONS = (("年检可以代办吗？要带什么证件？", False), ("变速箱油多少公里换一次？", True))
"""And whether the owner is asked."""
_REQUESTS = ("更换机油机滤", "刹车片检查", "空调清洗", "年检前检查", "更换雨刮", "四轮定位", "轮胎动平衡")
_STRANGERS = (
    ("粤B6H2K8", "黄先生", "13926511027"),
    ("粤BDF3309", "罗女士", "13590218846"),
    ("", "谢先生", "13424467190"),
    ("粤A1X6R2", "曾女士", "13760253381"),
)


Step = tuple[timedelta, int, Callable[[By], object]]
"""So long after the step before somebody does this."""


class Care:
    """What happens on its day stands on the agenda; what waits now is written when the last day is over."""

    def __init__(self, agenda: Agenda, now: datetime) -> None:
        self.agenda, self.now = agenda, now
        # Its own dice: what else happens in the demo stays as it is.
        self.random = Random(_SEED)  # noqa: S311 - a demo that is the same everywhere, no secret
        self.owner = staff.owners()[0][0]
        self.advisor = next((one.id for one in staff.people(Role.ADVISOR)), self.owner)
        self.mechanics = [one.id for one in staff.people(Role.MECHANIC)]
        self.complained: set[int] = set()
        for case in _CASES:
            agenda.add(now - timedelta(hours=case.hours), self._hearer(case))

    def evening(self) -> None:
        """Questions that wait, and the appointments of last and next week."""
        self._ask()
        self._came()
        self._expected()

    # Complaints

    def _hearer(self, case: _Case) -> Callable[[datetime], None]:
        return lambda at: self._hear(case, at)

    def _hear(self, case: _Case, at: datetime) -> None:
        """Somebody whose car left lately calls."""
        left = (WorkOrder.exited_at < at) & WorkOrder.id.not_in(list(self.complained) or [0])
        order = WorkOrder.select().where(left).order_by(WorkOrder.id.desc()).first()
        if order is None:
            return
        self.complained.add(order.id)
        data = ComplaintData(case.content, level=case.level, potential=case.potential, order_id=order.id)
        ref = complaints.register(By(self.advisor, at), data)
        for delay, who, act in self._steps(case, ref):
            at += delay
            if at >= self.now:
                return
            self.agenda.add(at, self._doer(who, act))

    @staticmethod
    def _doer(who: int, act: Callable[[By], object]) -> Callable[[datetime], object]:
        return lambda at: act(By(who, at))

    def _steps(self, case: _Case, ref: int) -> Iterator[Step]:
        """What was done about it until it stood where it stands."""
        if case.state is _S.REGISTERED:
            return
        kind, level, potential = case.category, case.level, case.potential
        yield (
            timedelta(minutes=10),
            self.advisor,
            lambda by: complaints.classify(by, ref, None, kind, level, potential=potential),
        )
        yield timedelta(minutes=5), self.advisor, lambda by: complaints.assign(by, ref, None, self.owner)
        if case.state is not _S.ASSIGNED:
            yield from self._round(case, ref, satisfied=not case.again)
        if case.again:
            why = "客户仍不满意"
            yield timedelta(minutes=5), self.advisor, lambda by: complaints.reopen(by, ref, None, why)
            yield from self._round(case, ref, satisfied=True)

    def _round(self, case: _Case, ref: int, *, satisfied: bool) -> Iterator[Step]:
        """One turn of the loop, as far as the case has come."""
        worker = self.random.choice(self.mechanics) if self.mechanics else None
        found, what = case.findings, case.measures
        yield (
            timedelta(hours=4),
            self.owner,
            lambda by: complaints.verify(by, ref, None, found, our_fault=True, responsible=worker),
        )
        if case.state is _S.VERIFIED:
            return
        yield timedelta(hours=2), self.owner, lambda by: complaints.plan(by, ref, None, found, what)
        if case.state is _S.MEASURES:
            return
        yield timedelta(days=1), self.owner, lambda by: complaints.implement(by, ref, None)
        how = ComplaintChannel.PHONE
        yield timedelta(hours=1), self.advisor, lambda by: complaints.inform(by, ref, None, "本人", how)
        said = "这次可以" if satisfied else "还是没处理好"
        yield (
            timedelta(days=3),
            self.advisor,
            lambda by: complaints.revisit(by, ref, None, said, satisfied=satisfied, go_on=satisfied),
        )

    # Questions

    def _ask(self) -> None:
        """One waits for an answer, one is with the owner."""
        reached = (ContactLog.outcome == Outcome.REACHED.value) & ContactLog.order.is_null(False)
        talks = tuples(
            ContactLog.select(ContactLog.id).where(reached).order_by(ContactLog.id.desc()).limit(8)
        )
        by = By(self.advisor, self.now)
        for (text, up), (talk,) in zip(_QUESTIONS, talks[::4], strict=False):
            ref = questions.ask(by, talk, text)
            if up:
                questions.hand_up(by, ref, None, self.owner)

    # Appointments

    def _came(self) -> None:
        """Of the cars of the last week some had been booked before; two of those that were booked did not come."""
        since = self.now - timedelta(days=_WEEK)
        rows = WorkOrder.select().where(WorkOrder.received_at >= since).order_by(WorkOrder.id.desc())
        found: list[tuple[datetime, dict[str, Any]]] = []
        for order in list(rows.limit(40))[::5]:
            at = order.received_at.replace(minute=order.received_at.minute // 30 * 30)
            here = {"vehicle": order.vehicle_id, "customer": order.customer_id, "order": order.id}
            found.append((at, {**here, "state": AppointmentState.ARRIVED.value}))
        for ago, (plate, name, phone) in zip((2, 5), _STRANGERS, strict=False):
            at = datetime.combine(self.now.date() - timedelta(days=ago), time(10))
            gone = {"state": AppointmentState.NO_SHOW.value, "closed_at": at + timedelta(hours=8)}
            found.append((at, {"plate": plate, "name": name, "phone": phone, **gone}))
        meta: Any = Appointment._meta
        for at, columns in sorted(found, key=lambda one: one[0]):
            by = By(self.advisor, at - timedelta(days=2))
            usual = meta.get_default_dict() | {"request": self.random.choice(_REQUESTS)}
            length = {"planned_at": at, "ends_at": at + timedelta(hours=1), "channel": "PHONE"}
            no = numbers.take(by, Series.APPOINTMENT)
            insert(Appointment, {**usual, **by.stamp(), **length, "no": no, **columns})

    def _expected(self) -> None:
        """Two or three on each working day of the next week; some have confirmed, one was called off."""
        days = [self.now.date() + timedelta(days=ahead) for ahead in range(_WEEK + 1)]
        days = [day for day in days if working_days.calendar().is_working(day)]
        cars, by, made = self._cars(3 * len(days)), By(self.advisor, self.now), list[int]()
        for day in days:
            for hour in self.random.sample((8, 9, 10, 13, 14, 15, 16), 3):
                at = datetime.combine(day, time(hour, self.random.choice((0, 30))))
                if at > self.now and cars:
                    made += self._book(at, vehicle_id=cars.pop())
        for day, (plate, name, phone) in zip(reversed(days), _STRANGERS[2:], strict=False):
            at = datetime.combine(day, time(11))
            if at > self.now:
                self._book(at, plate=plate, name=name, phone=phone)
        for nth, ref in enumerate(made):
            if nth == 5:
                appointments.cancel(by, ref, None, "客户临时有事")
            elif nth % 2:
                appointments.confirm(by, ref, None)

    def _cars(self, most: int) -> list[int]:
        """Cars on file that are not here now."""
        rows = tuples(Vehicle.select(Vehicle.id).order_by(Vehicle.id.desc()).limit(most * 4))
        found = [ref for (ref,) in rows]
        self.random.shuffle(found)
        return [ref for ref in found if orders.open_order_of(ref) is None][:most]

    def _book(self, at: datetime, **who: Any) -> list[int]:
        """Its id; none when the bay is taken, or the car is expected that day already."""
        bays = [bay[0] for bay in shop.bays()]
        data = AppointmentData(
            at,
            minutes=self.random.choice((30, 60, 60, 90, 120)),
            request=self.random.choice(_REQUESTS),
            bay_id=self.random.choice((*bays, None)),
            **who,
        )
        try:
            return [appointments.book(By(self.advisor, self.now), data)]
        except RuleError:
            return []
