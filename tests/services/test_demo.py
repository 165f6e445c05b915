"""The demo is a garage like any other: told or played, its books balance and its papers name the right car."""

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from peewee import fn

from garage.domain import snapshots
from garage.domain.claim_notices import NoticeState
from garage.domain.claims import ClaimState
from garage.domain.documents import AuthorisationForm, SettlementSlip
from garage.domain.numbers import NUMBER
from garage.domain.old_parts import DutyState, OldPartState
from garage.domain.orders import CLOSED, OrderState
from garage.domain.phones import normalise_phone
from garage.domain.plates import PlateKind, display_plate, plate_kind
from garage.domain.purchasing import PurchaseState
from garage.domain.rework import ReworkState
from garage.domain.search import name_terms
from garage.domain.stock import USED, MovementKind
from garage.domain.stocktakes import StocktakeState
from garage.domain.vins import check_vin
from garage.models.appointments import Appointment
from garage.models.audit import AuditEntry
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.cash import CashUp
from garage.models.claims import Claim, ClaimNotice
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.contacts import ContactScore
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer, Phone
from garage.models.inspections import Certificate, Recommendation
from garage.models.letters import Letter
from garage.models.old_parts import Disposal, OldPart
from garage.models.orders import Authorisation, DelayNotice, OrderHold, Supplement, WorkOrder
from garage.models.packages import ServicePackage
from garage.models.part_file import PartPrice
from garage.models.parts import Part, Supplier
from garage.models.purchasing import PurchaseOrder, SupplierEntry, SupplierInvoice, SupplierReturn
from garage.models.rework import ReworkCase, WarrantyVerdict
from garage.models.schema import TABLES
from garage.models.search import SearchTail
from garage.models.settlements import Settlement
from garage.models.staff import Training
from garage.models.stock import GoodsIssue, GoodsReceipt, LineSerial, OldPartDuty, StockMovement
from garage.models.stocktakes import Stocktake, StocktakeLine, WriteOff
from garage.models.summaries import Summary
from garage.models.vehicles import OdometerReading, Vehicle
from garage.models.warranty_terms import FactoryTerm
from garage.services import books, claim_terms, day_closes, demo, search, staff, training_rows
from garage.services.command import By

NOW = datetime(2026, 11, 21, 17, 30)
ORDERS = 300


@pytest.fixture
def told(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A garage whose few played cars have lent their stories to many."""
    for name, value in {
        "PLAYED_AT_MOST": 20,
        "SEASON_VISITS": 45,
        "LAST_VISITS": 6,
        "STILL_HERE": 11,
    }.items():
        monkeypatch.setattr(demo, name, value)
    assert demo.fill(ORDERS, now=NOW) == ORDERS
    return db


def in_order(values: list[Any]) -> bool:
    return values == sorted(values)


def test_a_told_garage_is_a_garage_like_any_other(told: str) -> None:
    """One garage for all the rules, for it takes seconds to make."""
    assert books.check() == []
    assert WorkOrder.select().count() == ORDERS
    check_the_order_of_time()
    check_the_papers()
    check_the_log()
    check_the_cars()
    check_the_search()
    check_the_shop()
    check_the_pieces()
    check_the_returns()
    check_the_care(complaints=6)
    check_the_office()
    assert GoodsReceipt.select().where(GoodsReceipt.spot).exists()
    assert Customer.select().where(Customer.member_level != "").count() > 10
    for model in (Supplement, OrderHold, DelayNotice, Certificate, GoodsIssue, Recommendation):
        assert model.select().where(model.created_at < NOW - timedelta(days=10)).exists(), model
    here = {row.state for row in WorkOrder.select() if OrderState(row.state) not in CLOSED}
    assert len(here) >= 9
    assert WorkOrder.select().where(WorkOrder.exited_at > NOW.replace(hour=0)).count() > 0
    assert WorkOrder.select().where(WorkOrder.received_at > NOW).count() == 0


def check_the_order_of_time() -> None:
    """Ids and numbers follow the clock: of orders, movements, the log, and every numbered document."""
    assert in_order([row.received_at for row in WorkOrder.select().order_by(WorkOrder.id)])
    cards = StockMovement.select().order_by(StockMovement.part, StockMovement.id)
    assert in_order([(row.part_id, row.moved_at) for row in cards])
    assert in_order([row.at for row in AuditEntry.select().order_by(AuditEntry.id)])
    for model in set(books.HOLDERS.values()):
        rows = model.select(model.no, model.created_at).order_by(model.id)
        by_series: dict[str, list[tuple[str, datetime]]] = {}
        for row in rows:
            by_series.setdefault(row.no[:2], []).append((row.no, row.created_at))
        for documents in by_series.values():
            assert in_order([no for no, _at in documents])
            assert in_order([at for _no, at in documents])


def check_the_papers() -> None:
    """What was signed names the order, its car and its customer, on the day it was signed."""
    for model, kind, moment in (
        (Settlement, SettlementSlip, "settled_at"),
        (Authorisation, AuthorisationForm, "signed_at"),
    ):
        for row in model.select():
            order = row.order
            car = Vehicle.get_by_id(order.vehicle_id)
            customer = Customer.get_by_id(order.customer_id)
            paper: Any = snapshots.thaw(kind, row.snapshot)
            head = paper.head
            assert (paper.number, head.order_no) == (row.no, order.no)
            assert (head.car.plate, head.car.vin) == (display_plate(car.plate), car.vin)
            assert (head.customer.name, head.customer.contact) == (customer.name, customer.contact)
            assert [head.customer.phone] == [phone.number for phone in customer.phone_rows][:1]
            assert head.received_at == order.received_at
            assert paper.imprint.printed_at.date() == getattr(row, moment).date()


def check_the_log() -> None:
    """Every entry is about a row that is there, and the numbers it names are on documents."""
    models = {model._meta.table_name: model for model in TABLES}
    ids = {
        name: {ref for (ref,) in model.select(model.id).tuples()}
        for name, model in models.items()
        if name != "search_tail"
    }
    for entry in AuditEntry.select():
        assert entry.ref in ids[entry.noun], entry.noun
    named = {
        found[0] for entry in AuditEntry.select() for found in re.finditer(NUMBER, entry.before + entry.after)
    }
    known = {row.no for model in TABLES if hasattr(model, "no") for row in model.select(model.no)}
    assert named - known == set()


def check_the_cars() -> None:
    cars = list(Vehicle.select())
    assert max(Counter(car.plate for car in cars).values()) == 1
    assert PlateKind.OTHER not in {plate_kind(car.plate) for car in cars}
    assert all(check_vin(car.vin).check_digit_ok for car in cars)
    assert all(normalise_phone(row.number) == row.number for row in Phone.select())
    visits = Counter(order.vehicle_id for order in WorkOrder.select())
    assert max(visits.values()) > 1
    for car in cars:
        last = (
            OdometerReading.select()
            .where(OdometerReading.vehicle == car.id)
            .order_by(OdometerReading.id.desc())
            .first()
        )
        assert last is None or last.km == car.odometer_km


def check_the_shop() -> None:
    """Every tab has something to show: what is ordered, owed, sold, counted, closed, bundled and priced."""
    assert {row.state for row in PurchaseOrder.select()} == set(PurchaseState)
    assert {row.state for row in Stocktake.select()} == {StocktakeState.POSTED, StocktakeState.COUNTING}
    assert StocktakeLine.select().where(StocktakeLine.difference_fen != 0).exists()
    due = [row for row in SupplierInvoice.select() if row.due_on > NOW.date()]
    assert 0 < len(due) < SupplierInvoice.select().count()
    assert (
        sum(row.payable_fen for row in Supplier.select())
        > 0
        > SupplierEntry.select(fn.MIN(SupplierEntry.amount_fen)).scalar()
    )
    for model in (SupplierReturn, WriteOff, ServicePackage):
        assert model.select().exists(), model
    sales = CounterSale.select()
    assert sales.where(CounterSale.sold_at > NOW.replace(hour=0)).count() >= 3
    assert sales.where(CounterSale.owed_fen > 0).exists()
    assert sales.where(CounterSale.return_of.is_null(False)).exists()
    assert [day.day for day in day_closes.open_days(NOW.date()) if day.day > NOW.date() - timedelta(7)] == []
    assert PartPrice.select().where(~PartPrice.applied).exists()


def check_the_returns() -> None:
    """The tab of warranty returns is alive: claims under way, parts on shelves, a repair that is back."""
    assert {ClaimState(row.state) for row in Claim.select()} & {ClaimState.DRAFT, ClaimState.SUBMITTED}
    assert OldPart.select().where(OldPart.state == OldPartState.SHELVED.value).exists()
    assert WarrantyVerdict.select().exists()
    assert FactoryTerm.select().exists()
    assert [row.active for row in claim_terms.rows() if row.version] == [True]
    states = {ReworkState(row.state) for row in ReworkCase.select()}
    assert states & {ReworkState.CLAIMED, ReworkState.DIAGNOSING}


def check_the_pieces() -> None:
    """A numbered piece is on one line at a time, and an old part stands for what the new one cost."""
    fitted = [row.new_serial for row in LineSerial.select().where(~LineSerial.returned)]
    assert set(Counter(fitted).values()) == {1}
    states = Counter(row.state for row in OldPartDuty.select())
    assert states[DutyState.CLEARED] > states[DutyState.OPEN] > 0
    costs = {
        (row.document, row.order_line_id): -row.value_fen
        for row in StockMovement.select().where(StockMovement.kind == MovementKind.ISSUE)
    }
    assert all(costs[row.document, row.order_line_id] == row.value_fen for row in OldPartDuty.select())
    last = StockMovement.select(fn.MAX(StockMovement.moved_at))
    for part in Part.select():
        out = last.where((StockMovement.part == part.id) & StockMovement.kind.in_(list(USED))).scalar()
        assert part.last_out_at == out, part.code


def check_the_search() -> None:
    """The index is what the acts would have written: putting everything in again changes nothing."""
    before = Counter(SearchTail.select(SearchTail.kind, SearchTail.tail, SearchTail.ref).tuples())
    for order in WorkOrder.select():
        search.index("order", order.id, {order.no.lower(), Vehicle.get_by_id(order.vehicle_id).plate.lower()})
    for car in Vehicle.select():
        search.index("vehicle", car.id, {car.plate, car.vin})
    for customer in Customer.select():
        names = name_terms(customer.name) | name_terms(customer.contact)
        search.index("customer", customer.id, {*names, *(phone.number for phone in customer.phone_rows)})
    assert Counter(SearchTail.select(SearchTail.kind, SearchTail.tail, SearchTail.ref).tuples()) == before


def check_the_care(complaints: int) -> None:
    """Complaints at several steps, closed ones in time; appointments behind and ahead; scores of the calls."""
    rows = list(Complaint.select())
    assert len(rows) >= complaints
    assert len({row.state for row in rows}) >= min(4, complaints)
    assert all(row.received_at <= NOW and row.created_at <= NOW for row in rows)
    closed = ComplaintRound.select().where(ComplaintRound.satisfied)
    assert all(turn.verified_at <= turn.verify_due_at for turn in closed)
    assert all(turn.informed_at.date() <= turn.result_due_on for turn in closed)
    booked = {row.state for row in Appointment.select().where(Appointment.planned_at > NOW)}
    assert {"BOOKED", "CONFIRMED"} <= booked
    past = Appointment.select().where(Appointment.planned_at < NOW)
    assert {row.state for row in past} <= {"ARRIVED", "NO_SHOW", "BOOKED"}
    assert all(row.order_id for row in past if row.state == "ARRIVED")
    assert ContactScore.select().count() >= 5


def check_the_office() -> None:
    """A till that was counted, last month's summary, what people learned, and a campaign with letters on their way."""
    counted = list(CashUp.select().order_by(CashUp.id))
    assert counted
    assert all(row.until_at < NOW for row in counted)
    assert [row.from_at for row in counted[1:]] == [row.until_at for row in counted[:-1]]
    assert [(row.state, f"{row.first_on:%Y-%m}") for row in Summary.select()] == [("FILED", "2026-10")]
    [campaign] = Campaign.select()
    assert campaign.state == "CALLING"
    assert {row.state for row in CampaignTarget.select()} >= {"CALLED", "TO_CALL"}
    assert {row.state for row in Letter.select()} == {"SENT", "WRITTEN"}
    assert {row.result for row in Training.select()} >= {"PASSED", "TOOK_PART"}
    assert [card.due for card in training_rows.cards(By(staff.owners()[0][0], NOW))] == [NOW.date()]


def test_a_small_garage_is_played_to_the_last_order(db: str) -> None:
    assert demo.fill(25, now=NOW) == 25
    assert books.check() == []
    check_the_order_of_time()
    check_the_shop()
    check_the_returns()
    check_the_care(complaints=1)
    check_the_office()
    assert Disposal.select().exists()
    assert {row.state for row in ClaimNotice.select()} == {
        NoticeState.SETTLED.value,
        NoticeState.INVOICED.value,
    }
    assert len({row.state for row in WorkOrder.select() if OrderState(row.state) not in CLOSED}) >= 7


def test_enough_leaves_a_garage_whose_stories_have_an_end(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PLAYED_AT_MOST", 20)
    monkeypatch.setattr(demo, "SEASON_VISITS", 20)
    made = demo.fill(500, now=NOW, progress=lambda done, every: done < every // 3)
    assert 500 // 3 <= made < 500
    assert WorkOrder.select().count() == made
    assert {row.state for row in WorkOrder.select()} <= {"EXITED", "CANCELLED"}
    assert books.check() == []


def test_enough_at_once_leaves_an_empty_garage(db: str) -> None:
    assert demo.fill(1000, now=NOW, progress=lambda _done, _every: False) == 0
    assert WorkOrder.select().count() == 0
