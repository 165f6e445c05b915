"""Documents as they are printed: frozen data in, nothing computed on paper but page breaks."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.fault_clock import FaultClass
from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineKind, PartGrade, PayType, WorkType
from garage.domain.members import BenefitKind
from garage.domain.orders import (
    ArrivalMode,
    ConsentChannel,
    Damage,
    OldPartChoice,
    Priority,
    Side,
)
from garage.domain.settlements import PayMethod, ReceiptKind
from garage.domain.vehicles import Fuel, Usage, VehicleClass
from garage.domain.warranty import RepairCategory


@dataclass(frozen=True)
class Letterhead:
    """The garage as it stands on every paper; `logo` is a PNG or JPEG, empty for none."""

    name: str
    address: str = ""
    phone: str = ""
    hotline: str = ""
    contact: str = ""
    uscc: str = ""
    bank_name: str = ""
    bank_account: str = ""
    hours_standard: str = "INDUSTRY"
    logo: bytes = b""


@dataclass(frozen=True)
class Imprint:
    """Who printed when; `copy` 0 is the first print, n the nth reprint (重印 n); `voided` strikes it out."""

    operator: str
    printed_at: datetime
    copy: int = 0
    voided: bool = False


@dataclass(frozen=True)
class Party:
    """Customer as named on a paper."""

    name: str
    phone: str = ""
    contact: str = ""
    address: str = ""
    uscc: str = ""


@dataclass(frozen=True)
class Car:
    """Vehicle as named on a paper; `plate` in display form."""

    plate: str
    vin: str = ""
    model: str = ""
    colour: str = ""
    engine_no: str = ""
    vehicle_class: VehicleClass = VehicleClass.CAR
    usage: Usage = Usage.PRIVATE
    fuel: Fuel = Fuel.PETROL


@dataclass(frozen=True)
class DocumentLine:
    """One line of an order on paper; hours centi, quantity milli, money fen."""

    position: int
    kind: LineKind
    name: str
    code: str = ""
    brand: str = ""
    spec: str = ""
    unit: str = ""
    trade: WorkType | None = None
    category: RepairCategory | None = None
    grade: PartGrade | None = None
    pay_type: PayType = PayType.CUSTOMER
    hours_centi: int = 0
    rate_fen: int = 0
    qty_milli: int = 0
    unit_price_fen: int = 0
    gross_fen: int = 0
    discount_fen: int = 0
    charged_fen: int = 0
    customer_supplied: bool = False
    vendor: str = ""
    technicians: tuple[str, ...] = ()
    bin: str = ""


@dataclass(frozen=True)
class Mark:
    """A damage mark: position in thousandths of the view's width and height, from its top left."""

    side: Side
    x_permille: int
    y_permille: int
    damage: Damage
    note: str = ""


@dataclass(frozen=True)
class OpenWarranty:
    """An earlier line that is still covered on the day of reception."""

    order_no: str
    line: str
    left_on: date
    expires_on: date
    days_left: int
    expires_km: int
    km_left: int


@dataclass(frozen=True)
class OrderHead:
    """What every paper of an order says at its top."""

    order_no: str
    received_at: datetime
    customer: Party
    car: Car
    odometer_km: int | None
    advisor: str
    brought_by: str = ""
    brought_by_phone: str = ""
    category: RepairCategory | None = None
    complaint: str = ""
    promised_at: datetime | None = None
    promised_note: str = ""


@dataclass(frozen=True)
class ReceptionSheet:
    """接车登记表: state of the car and wishes of the customer at reception."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    arrival: ArrivalMode = ArrivalMode.DRIVEN
    fuel_eighths: int | None = None
    marks: tuple[Mark, ...] = ()
    warning_lamps: str = ""
    belongings: str = ""
    present: tuple[tuple[str, bool], ...] = ()
    """Spare tyre, jack, tools, papers, covers as (code, present); codes of `labels.PRESENT`."""
    valuables_removed: bool = False
    old_parts: OldPartChoice = OldPartChoice.UNDECIDED
    wash: bool = False
    call_time: str = ""
    warranties: tuple[OpenWarranty, ...] = ()
    advice: tuple["Advice", ...] = ()
    fault_class: FaultClass | None = None


@dataclass(frozen=True)
class AuthorisationForm:
    """委托书: the estimate and the customer's signature under it; `number` empty for a bare estimate."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    number: str
    lines: tuple[DocumentLine, ...]
    labour_fen: int
    parts_fen: int
    other_fen: int
    discount_fen: int
    total_fen: int
    pay_method: PayMethod | None = None
    overrun_percent: int = 0
    after_inspection: bool = False
    old_parts: OldPartChoice = OldPartChoice.UNDECIDED
    wash: bool = False
    belongings: str = ""
    warranty: tuple[tuple[RepairCategory, int, int], ...] = ()
    """Promised (category, km, days) of the categories on this order."""
    signed_by: str = ""
    signed_at: datetime | None = None
    channel: ConsentChannel | None = None
    advice: tuple["Advice", ...] = ()


@dataclass(frozen=True)
class JobCard:
    """派工单: for the shop floor, without any price."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    priority: Priority
    bay: str
    lines: tuple[DocumentLine, ...]
    """Labour, sublet and part lines; the paper prints no money of them."""
    belongings: str = ""
    stages: tuple[InspectionStage, ...] = (
        InspectionStage.SELF,
        InspectionStage.LEADER,
        InspectionStage.FINAL,
    )
    added: tuple[int, ...] = ()
    """Positions of the lines that a supplement added."""


@dataclass(frozen=True)
class IssuedPart:
    """One part on an issue slip; cost only for the store's copy, None for whoever may not see it.

    `serials` are (new, old) numbers of a tracked part; the old one may be empty.
    """

    code: str
    name: str
    grade: PartGrade
    unit: str
    qty_milli: int
    bin: str = ""
    old_part_back: bool = False
    cost_fen: int | None = None
    serials: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class IssueSlip:
    """领料单 (or 退料单 when `is_return`): parts that went to or came back from one order."""

    garage: Letterhead
    imprint: Imprint
    number: str
    order_no: str
    car: Car
    at: datetime
    is_return: bool
    parts: tuple[IssuedPart, ...]
    issued_by: str
    received_by: str
    note: str = ""


@dataclass(frozen=True)
class SettlementSlip:
    """结算清单 after JT/T 1133-2017: three tables, reductions, total in capitals, warranty and advice."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    number: str
    settled_at: datetime
    odometer_out_km: int | None
    lines: tuple[DocumentLine, ...]
    labour_fen: int
    parts_fen: int
    other_fen: int
    line_discount_fen: int
    order_discount_fen: int
    discount_reason: str
    rounding_off_fen: int
    payable_fen: int
    paid_fen: int
    work_done: str = ""
    old_parts: OldPartChoice = OldPartChoice.UNDECIDED
    warranty: tuple[tuple[RepairCategory, int, int], ...] = ()
    advice: tuple["Advice", ...] = ()
    next_service_on: date | None = None
    next_service_km: int | None = None
    call_time: str = ""
    insurance_fen: int = 0
    """The insurer's part of what is payable; the customer pays the rest."""
    insurer: str = ""
    insurer_case: str = ""
    tax_bp: int | None = None
    tax_fen: int = 0
    invoice_no: str = ""
    allowance_fen: int = 0
    """What the customer was let off after the bill."""
    debtor: str = ""
    """Who owes the rest on account, "" when it is not."""
    credit_due_on: date | None = None
    benefits: tuple[tuple[BenefitKind, str, int], ...] = ()
    """Offers, coupons and points with their words, and what each takes off; `order_discount_fen` includes them."""


@dataclass(frozen=True)
class Advice:
    """Recommended work on a slip; declined safety work asks for a signature."""

    text: str
    safety: bool = False
    declined: bool = False
    consequence: str = ""
    """What may follow when it is not done."""
    signed_by: str = ""
    declined_at: datetime | None = None
    channel: ConsentChannel | None = None
    """How it was declined, where nobody signed for it: by telephone or message."""
    note: str = ""
    """The number that was called, or the message."""
    taken_by: str = ""
    """Who spoke with the customer."""


@dataclass(frozen=True)
class PaymentReceipt:
    """收款收据: money received or paid back for an order or a counter sale, by method; negative when paid back.

    Of a counter sale `sale_no` stands where order, bill and plate would. `balance_fen` is what is owed after it, negative when it is held for the customer.
    """

    garage: Letterhead
    imprint: Imprint
    number: str
    at: datetime
    payer: str
    order_no: str
    settlement_no: str
    plate: str
    tenders: tuple[tuple[PayMethod, int], ...]
    total_fen: int
    given_fen: int
    change_fen: int
    balance_fen: int
    received_by: str
    void_reason: str = ""
    kind: ReceiptKind = ReceiptKind.PAYMENT
    reason: str = ""
    sale_no: str = ""


@dataclass(frozen=True)
class GatePass:
    """出门证: the car may leave; used once."""

    garage: Letterhead
    imprint: Imprint
    number: str
    kind: str
    """Value of `exit_passes.PassKind`."""
    order_no: str
    settlement_no: str
    car: Car
    valid_on: date
    issued_by: str
    issued_at: datetime
    approved_by: str = ""
    driver: str = ""
    vendor: str = ""
    purpose: str = ""
    """What a trip is for, or why a car leaves unrepaired."""
    return_at: datetime | None = None


Document = (
    ReceptionSheet | AuthorisationForm | JobCard | IssueSlip | SettlementSlip | PaymentReceipt | GatePass
)
