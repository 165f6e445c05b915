"""Kills a process in the middle of real acts, again and again, and says what the records look like afterwards.

Run as a program of its own, `python -m tests.killing TARGET ROUNDS`: it starts every victim as a copy of itself
(fork), warm and without a connection, and prints what it found as JSON.
"""

import json
import os
import re
import signal
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from garage.domain.claims import SettleMode
from garage.domain.lines import PayType
from garage.domain.rework import ReworkCause
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.domain.stock import MovementKind
from garage.domain.vins import vin_check_digit
from garage.models import database
from garage.models.audit import AuditEntry
from garage.models.numbers import NumberSeries
from garage.models.opening import open_database
from garage.models.schema import TABLES
from garage.services import (
    books,
    claims,
    goods_receipts,
    old_parts,
    orders,
    payments,
    rework_cases,
    settlements,
    shop,
    vehicles,
)
from garage.services.command import By, subscribe
from garage.services.order_lines import save_lines
from garage.services.settlements import Terms
from tests.services.road import Road, set_out
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom, deliverer

MORNING = datetime(2026, 11, 21, 9, 0)
ACTS = 30
"""A victim lives for at most about a whole car, from its plate to the gate and back to a voided bill, or to a claim."""
ANEW = 10
DEPOSIT_FEN = 20_000
EXACT = Terms(rounding=RoundingOff.NONE)
NUMBER = re.compile(r"([A-Z]{2})-(\d{4})-(\d{5})")


def work(target: str, road: Road, stage: int, number: int, told: int) -> None:
    """What a victim does until it is killed: a car from where it stands to the gate, then others; tells what is saved."""
    database.connect(target)
    random = Random(number)

    def confirm(_areas: object) -> None:
        last = database.database.execute_sql("SELECT MAX(id) FROM audit_entry").fetchone()[0]
        os.write(told, f"{last}\n".encode())
        if random.random() < 0.1:
            database.checkpoint(everything=random.random() < 0.3)

    subscribe(confirm)
    while True:
        for step in ROAD[stage:]:
            step(road)
        stage, number = 0, number + 1000
        road = arrive(road, number)


def arrive(road: Road, number: int) -> Road:
    """Another car of the same customer, and the pads that it needs."""
    goods_receipts.receive_goods(
        road.boss,
        kind=MovementKind.RECEIPT,
        lines=[goods_receipts.GoodsLine(road.part, 3000, 105_000)],
        supplier_id=deliverer(road.boss),
    )
    stem = f"LSVAB4180E2{number:06d}"
    car = replace(
        vehicles.VehicleData(),
        plate=f"粤C{number:05d}",
        vin=stem[:8] + vin_check_digit(stem) + stem[9:],
        brand="大众",
        model="朗逸",
    )
    return replace(road, vehicle=vehicles.add(road.boss, car, owner_id=road.customer))


def receive(road: Road) -> None:
    """Labour, a part, and another one that its supplier stands for."""
    labour, part = road.lines()
    road.receive(labour, part, replace(part, qty_milli=1000, pay_type=PayType.CLAIM))


def authorise(road: Road) -> None:
    """The customer signs and leaves a deposit."""
    road.authorise()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, DEPOSIT_FEN)])


def settle_twice(road: Road) -> None:
    """Paid in two ways; the bill is voided and made again, and the money that was taken counts."""
    rest = settlements.preview(road.order, EXACT).payable_fen - DEPOSIT_FEN
    road.settle(Tender(PayMethod.CASH, rest - 100), Tender(PayMethod.WECHAT, 100), terms=EXACT)
    settlements.void(road.boss, road.order, "客户改主意")
    settlements.settle_and_pay(road.boss, road.order, EXACT, ())


def claim(road: Road) -> None:
    """The old part is tagged, claimed, sent, and its money comes."""
    firm = Settling(Stockroom(road.boss, road.mechanic), f"厂家 {road.vehicle}")
    line = orders.open_page(road.order).lines[2].id
    old_parts.tag_lines(road.boss, road.order, [line], shelf="A-1")
    ref = claims.draft(road.boss, [line], firm.supplier)
    firm.fill_in(ref)
    firm.submit(ref)
    firm.send(firm.pack(ref))
    firm.decide(ref, firm.row(ref).claimed_fen - 100)
    notice = firm.issue(ref, mode=SettleMode.CASH)
    firm.invoice(notice)
    firm.settle(notice, SettleMode.CASH)


def come_back(road: Road) -> None:
    """The repair did not hold: it is looked into and is ours."""
    by, first = road.boss, orders.open_page(road.order).lines[0].id
    again = orders.open_order(by, road.vehicle)
    version = orders.save_reception(by, again, 1, replace(road.reception(), odometer_km=86_600))
    free = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=first)
    save_lines(by, again, version, [free])
    case = rework_cases.open_case(by, again, first, "又异响了")
    rework_cases.start_diagnosis(by, case)
    rework_cases.record_evidence(by, case, None, ReworkCause.WORKMANSHIP, "见照片")
    rework_cases.decide_ours(by, case, None, ReworkCause.WORKMANSHIP)


ROAD: tuple[Callable[[Road], object], ...] = (
    receive,
    authorise,
    Road.dispatch,
    Road.issue,
    Road.work,
    Road.inspect,
    Road.make_ready,
    settle_twice,
    Road.leave,
    claim,
    come_back,
)


def set_cars_out(boss: By, sets: int) -> list[tuple[Road, int]]:
    """Cars that stand at every stage of the road, so that a victim is soon anywhere."""
    first = set_out(boss)
    cars = []
    for number in range(sets * len(ROAD)):
        road, stage = arrive(first, 90_000 + number), number % len(ROAD)
        for step in ROAD[:stage]:
            step(road)
        cars.append((road, stage))
    return cars


def kill_one(target: str, road: Road, stage: int, number: int, random: Random) -> int:
    """Start a victim, kill it after some acts, in the middle of the next; gives the last line of the log it told."""
    hear, tell = os.pipe()
    victim = os.fork()
    if victim == 0:
        os.close(hear)
        try:
            work(target, road, stage, number, tell)
        finally:  # it is killed, or something is wrong
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
    os.close(tell)
    wanted, heard = random.randrange(ACTS), b""
    while heard.count(b"\n") < wanted:
        more = os.read(hear, 4096)
        if not more:
            break
        heard += more
    time.sleep(random.random() * 0.006)
    os.kill(victim, signal.SIGKILL)
    _pid, status = os.waitpid(victim, 0)
    while more := os.read(hear, 4096):
        heard += more
    os.close(hear)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the victim ended by itself")
    lines = heard.decode().rpartition("\n")[0].split()
    return int(lines[-1]) if lines else 0


def look(target: str, confirmed: int) -> list[str]:
    """Open what the killed process left, and say what is wrong."""
    open_database(target, Path(os.devnull).parent, MORNING)
    found = books.check()
    last = AuditEntry.select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(1).scalar() or 0
    if last < confirmed:
        found.append(f"told {confirmed}, kept {last}")
    found.extend(gaps())
    database.close()
    return found


def gaps() -> list[str]:
    """Numbers of documents that do not count from 1 without a gap up to where their series stands."""
    used: dict[tuple[str, int], list[int]] = defaultdict(list)
    for model in TABLES:
        if "no" in model._meta.fields:
            for (number,) in model.select(model.no).tuples():
                if match := NUMBER.fullmatch(number):
                    used[match[1], int(match[2])].append(int(match[3]))
    stands = {(row.series, row.year): row.last for row in NumberSeries.select()}
    wrong = [key for key in {*used, *stands} if sorted(used[key]) != list(range(1, stands.get(key, 0) + 1))]
    return [f"{series}-{year} has a gap" for series, year in wrong]


def main(target: str, rounds: int) -> dict[str, Any]:
    """Kill `rounds` times; gives how many victims had confirmed something and everything that was wrong afterwards."""
    open_database(target, Path(os.devnull).parent, MORNING)
    file = None if database.is_url(target) else Path(target)
    boss = By(shop.set_up(MORNING, shop_name="诚信汽修", owner_name="张三"), MORNING)
    cars = set_cars_out(boss, 1 if file else rounds // len(ROAD) + 1)
    database.close()
    fresh = file.read_bytes() if file else b""
    random, wrong, confirmed = Random(rounds), [], 0
    for number in range(rounds):
        if (
            file and number % len(cars) == 0
        ):  # every car stands where it stood, and a check has little to read
            file.write_bytes(fresh)
        road, stage = cars[number % len(cars)]
        told = kill_one(target, road, stage, number, random)
        confirmed += told > 0
        wrong.extend(f"round {number}: {what}" for what in look(target, told))
    return {"rounds": rounds, "confirmed": confirmed, "wrong": wrong}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
