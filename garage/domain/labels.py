"""The words for every enum member of the domain, and for the things looked for in a car at reception."""

from enum import Enum
from functools import cache

from garage.domain.advice import AdviceState
from garage.domain.customers import CustomerKind
from garage.domain.exit_passes import PassKind, PassState
from garage.domain.fault_clock import ClockState, FaultClass
from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.lines import LineKind, LineStatus, PartGrade, PayType, WorkType
from garage.domain.numbers import Series
from garage.domain.orders import (
    ArrivalMode,
    ConsentChannel,
    Damage,
    HoldReason,
    OldPartChoice,
    OrderState,
    Priority,
    Side,
    SupplementState,
)
from garage.domain.phones import PhoneKind
from garage.domain.plates import PlateKind
from garage.domain.settlements import Cover, Debtor, PayMethod, ReceiptKind, RoundingOff, SettlementState
from garage.domain.staff import Role
from garage.domain.vehicles import Fuel, OdometerSource, Usage, VehicleClass
from garage.domain.warranty import RepairCategory
from garage.domain.working_days import DayKind, Holiday
from garage.i18n import N_, Words, _

_TABLES: tuple[dict[Enum, str], ...] = (
    {
        OrderState.RECEIVED: N_("Received"),
        OrderState.ESTIMATED: N_("Estimated"),
        OrderState.AUTHORISED: N_("Authorised"),
        OrderState.DISPATCHED: N_("Dispatched"),
        OrderState.IN_WORK: N_("In work"),
        OrderState.ON_HOLD: N_("On hold"),
        OrderState.SELF_CHECKED: N_("Self-checked"),
        OrderState.TEAM_CHECKED: N_("Team-checked"),
        OrderState.FINAL_PASSED: N_("Final inspection passed"),
        OrderState.WASHING: N_("Washing"),
        OrderState.READY: N_("Ready for delivery"),
        OrderState.SETTLED: N_("Settled"),
        OrderState.EXITED: N_("Has left"),
        OrderState.CANCELLED: N_("Cancelled"),
    },
    {
        LineKind.LABOUR: N_("Labour"),
        LineKind.PART: N_("Part"),
        LineKind.OTHER: N_("Other charge"),
        LineKind.SUBLET: N_("Sublet"),
    },
    {
        PayType.CUSTOMER: N_("Customer pays"),
        PayType.INSURANCE: N_("Insurance"),
        PayType.CLAIM: N_("Warranty claim"),
        PayType.REWORK: N_("Warranty rework"),
        PayType.INTERNAL: N_("Internal"),
        PayType.FREE_SERVICE: N_("First free service"),
    },
    {
        LineStatus.OPEN: N_("Not started"),
        LineStatus.STARTED: N_("Started"),
        LineStatus.DONE: N_("Done"),
        LineStatus.PROPOSED: N_("Waits for consent"),
        LineStatus.DECLINED: N_("Declined"),
        LineStatus.DROPPED: N_("Taken off"),
    },
    {
        HoldReason.PARTS: N_("Waiting for parts"),
        HoldReason.AUTHORISATION: N_("Extra work awaits consent"),
        HoldReason.CUSTOMER: N_("Waiting for customer or car"),
    },
    {
        SupplementState.PROPOSED: N_("Proposed"),
        SupplementState.CONTACTED: N_("Customer reached"),
        SupplementState.AUTHORISED: N_("Agreed"),
        SupplementState.DECLINED: N_("Declined"),
        SupplementState.WITHDRAWN: N_("Taken back"),
    },
    {
        WorkType.MECHANICAL: N_("Mechanical"),
        WorkType.ELECTRICAL: N_("Electrical"),
        WorkType.BODYWORK: N_("Bodywork"),
        WorkType.PAINT: N_("Paint"),
        WorkType.TYRE: N_("Tyres"),
        WorkType.OTHER: N_("Other"),
    },
    {
        PartGrade.GENUINE: N_("Genuine"),
        PartGrade.EQUIVALENT: N_("Equivalent quality"),
        PartGrade.REMANUFACTURED: N_("Remanufactured"),
        PartGrade.RECONDITIONED: N_("Reconditioned"),
        PartGrade.USED: N_("Used part"),
        PartGrade.OTHER: N_("Other"),
    },
    {
        RepairCategory.VEHICLE_OVERHAUL: N_("Vehicle overhaul"),
        RepairCategory.ASSEMBLY_REPAIR: N_("Assembly overhaul"),
        RepairCategory.SERVICE_LEVEL_2: N_("Level-2 service"),
        RepairCategory.SERVICE_LEVEL_1: N_("Level-1 service"),
        RepairCategory.MINOR_REPAIR: N_("Minor repair"),
        RepairCategory.SPECIAL_REPAIR: N_("Special repair"),
    },
    {
        Role.OWNER: N_("Owner"),
        Role.ADVISOR: N_("Service advisor"),
        Role.FOREMAN: N_("Workshop foreman"),
        Role.MECHANIC: N_("Mechanic"),
        Role.LEADER: N_("Team leader"),
        Role.INSPECTOR: N_("Quality inspector"),
        Role.STOREKEEPER: N_("Storekeeper"),
        Role.CASHIER: N_("Cashier"),
        Role.CALLER: N_("Follow-up caller"),
    },
    {
        CustomerKind.PERSON: N_("Person"),
        CustomerKind.ORGANISATION: N_("Organisation"),
        CustomerKind.PUBLIC: N_("Public body"),
    },
    {
        VehicleClass.CAR: N_("Car or truck"),
        VehicleClass.MOTORCYCLE: N_("Motorcycle"),
        VehicleClass.OTHER: N_("Other motor vehicle"),
    },
    {
        Usage.PRIVATE: N_("Private use"),
        Usage.COMPANY: N_("Company use"),
        Usage.OFFICIAL: N_("Official use"),
        Usage.COMMERCIAL: N_("Commercial use"),
    },
    {
        Fuel.PETROL: N_("Petrol"),
        Fuel.DIESEL: N_("Diesel"),
        Fuel.ELECTRIC: N_("Battery-electric"),
        Fuel.HYBRID: N_("Hybrid"),
        Fuel.GAS: N_("Gas"),
        Fuel.OTHER: N_("Other"),
    },
    {
        OdometerSource.RECEPTION: N_("Reception"),
        OdometerSource.EXIT: N_("Exit"),
        OdometerSource.TRIP: N_("Road test or sublet"),
        OdometerSource.PHONE: N_("By phone"),
        OdometerSource.CORRECTION: N_("Correction"),
    },
    {
        PlateKind.NEV_SMALL: N_("New energy, small"),
        PlateKind.NEV_LARGE: N_("New energy, large"),
        PlateKind.POLICE: N_("Police"),
        PlateKind.TRAINING: N_("Driving school"),
        PlateKind.TRAILER: N_("Trailer"),
        PlateKind.HK_MACAO: N_("Hong Kong or Macao"),
        PlateKind.CONSULATE: N_("Consulate"),
        PlateKind.EMBASSY: N_("Embassy"),
        PlateKind.EMERGENCY: N_("Emergency rescue"),
        PlateKind.ARMED_POLICE: N_("Armed police"),
        PlateKind.MILITARY: N_("Military"),
        PlateKind.ORDINARY: N_("Ordinary"),
        PlateKind.TEMPORARY: N_("Temporary"),
        PlateKind.OTHER: N_("Other"),
    },
    {
        PhoneKind.MOBILE: N_("Mobile"),
        PhoneKind.LANDLINE: N_("Landline"),
        PhoneKind.SERVICE: N_("400 or 800 number"),
    },
    {
        InspectionStage.DIAGNOSIS: N_("Diagnosis"),
        InspectionStage.IN_PROCESS: N_("In-process inspection"),
        InspectionStage.SELF: N_("Self-check"),
        InspectionStage.LEADER: N_("Team leader's check"),
        InspectionStage.FINAL: N_("Final inspection"),
        InspectionStage.WASH: N_("After the wash"),
        InspectionStage.READY: N_("Nothing left behind"),
        InspectionStage.HANDOVER: N_("Handover check"),
    },
    {
        FaultClass.SIMPLE: N_("Simple fault"),
        FaultClass.ORDINARY: N_("Ordinary fault"),
        FaultClass.MAJOR: N_("Major fault"),
        FaultClass.EXTRA_LARGE: N_("Very large repair"),
        FaultClass.DIFFICULT: N_("Difficult fault"),
    },
    {
        ClockState.FINE: N_("In time"),
        ClockState.AMBER: N_("Time is short"),
        ClockState.RED: N_("Over time"),
    },
    {
        InspectionResult.PASS: N_("Passed"),
        InspectionResult.FAIL: N_("Sent back"),
    },
    {
        OldPartChoice.UNDECIDED: N_("Not decided"),
        OldPartChoice.TAKE: N_("Customer takes them"),
        OldPartChoice.WAIVE: N_("Garage keeps them"),
        OldPartChoice.NONE: N_("No old parts"),
    },
    {
        ArrivalMode.DRIVEN: N_("Driven in"),
        ArrivalMode.TOWED: N_("Towed in"),
        ArrivalMode.CARRIED: N_("Carried in"),
        ArrivalMode.ACCIDENT: N_("Accident"),
    },
    {
        Priority.NORMAL: N_("Normal"),
        Priority.WAITING: N_("Customer waits"),
        Priority.URGENT: N_("Urgent"),
    },
    {
        ConsentChannel.SIGNED: N_("Signed on paper"),
        ConsentChannel.PHONE: N_("By phone"),
        ConsentChannel.MESSAGE: N_("By message"),
    },
    {
        Side.LEFT: N_("Left side"),
        Side.RIGHT: N_("Right side"),
        Side.FRONT: N_("Front"),
        Side.REAR: N_("Rear"),
        Side.TOP: N_("Top"),
    },
    {
        Damage.SCRATCH: N_("Scratch"),
        Damage.DENT: N_("Dent"),
        Damage.CHIP: N_("Paint chip"),
        Damage.CRACK: N_("Crack"),
        Damage.MISSING: N_("Missing"),
    },
    {
        PayMethod.CASH: N_("Cash"),
        PayMethod.WECHAT: N_("WeChat Pay"),
        PayMethod.ALIPAY: N_("Alipay"),
        PayMethod.CARD: N_("Bank card"),
        PayMethod.TRANSFER: N_("Bank transfer"),
    },
    {
        SettlementState.CONFIRMED: N_("Confirmed"),
        SettlementState.PART_PAID: N_("Part paid"),
        SettlementState.ON_CREDIT: N_("On account"),
        SettlementState.PAID: N_("Paid"),
        SettlementState.VOIDED: N_("Voided"),
    },
    {
        ReceiptKind.DEPOSIT: N_("Deposit"),
        ReceiptKind.PAYMENT: N_("Repair payment"),
        ReceiptKind.BALANCE: N_("Account payment"),
        ReceiptKind.REFUND: N_("Refund"),
    },
    {
        Debtor.CUSTOMER: N_("The customer"),
        Debtor.INSURER: N_("The insurer"),
    },
    {
        Cover.FULL: N_("All that is owed"),
        Cover.PART: N_("A part, the rest stays owed"),
        Cover.OVER: N_("More than is owed, the rest goes back"),
    },
    {
        RoundingOff.NONE: N_("No rounding off"),
        RoundingOff.JIAO: N_("Down to whole jiao"),
        RoundingOff.YUAN: N_("Down to whole yuan"),
    },
    {
        PassKind.SETTLED: N_("Paid in full"),
        PassKind.ON_ACCOUNT: N_("On account"),
        PassKind.FREE: N_("Nothing to pay"),
        PassKind.UNREPAIRED: N_("Unrepaired"),
        PassKind.ROAD_TEST: N_("Road test"),
        PassKind.SUBLET: N_("Sublet"),
    },
    {
        PassState.ISSUED: N_("Issued"),
        PassState.OUT: N_("Out"),
        PassState.BACK: N_("Back"),
        PassState.USED: N_("Used"),
        PassState.VOIDED: N_("Voided"),
    },
    {
        AdviceState.OPEN: N_("Open"),
        AdviceState.DECLINED: N_("Customer declined"),
        AdviceState.PLANNED: N_("On the lines"),
        AdviceState.CLOSED: N_("Closed"),
    },
    {DayKind.OFF: N_("Day off"), DayKind.WORK: N_("Working day")},
    {
        Holiday.NEW_YEAR: N_("New Year's Day"),
        Holiday.SPRING_FESTIVAL: N_("Spring Festival"),
        Holiday.QINGMING: N_("Tomb-Sweeping Day"),
        Holiday.LABOUR_DAY: N_("Labour Day"),
        Holiday.DRAGON_BOAT: N_("Dragon Boat Festival"),
        Holiday.MID_AUTUMN: N_("Mid-Autumn Festival"),
        Holiday.NATIONAL_DAY: N_("National Day"),
    },
    {
        Series.ORDER: N_("Work order"),
        Series.ISSUE: N_("Issue slip"),
        Series.STOCK_RETURN: N_("Return slip"),
        Series.RECEIPT_OF_GOODS: N_("Goods receipt"),
        Series.PURCHASE_ORDER: N_("Purchase order"),
        Series.SUPPLIER_RETURN: N_("Supplier return"),
        Series.SUPPLIER_PAYMENT: N_("Payment voucher"),
        Series.COUNTER_SALE: N_("Counter sale"),
        Series.STOCKTAKE: N_("Stocktake"),
        Series.WRITE_OFF: N_("Write-off"),
        Series.SETTLEMENT: N_("Settlement slip"),
        Series.PAYMENT: N_("Payment receipt"),
        Series.EXIT_PASS: N_("Exit pass"),
        Series.CERTIFICATE: N_("Completion certificate"),
        Series.OLD_PART: N_("Old part tag"),
        Series.REWORK: N_("Rework case"),
        Series.CLAIM: N_("Claim"),
        Series.CLAIM_LIST: N_("Monthly claim list"),
        Series.CLAIM_NOTICE: N_("Settlement notice"),
        Series.SHIPMENT: N_("Shipment"),
        Series.DISPOSAL: N_("Disposal"),
        Series.APPOINTMENT: N_("Appointment"),
        Series.COMPLAINT: N_("Complaint"),
        Series.ACCOUNT_PAYMENT: N_("Payment on account"),
        Series.CASH_UP: N_("Cash-up"),
        Series.CASH_ENTRY: N_("Cash entry"),
        Series.CAMPAIGN: N_("Campaign"),
        Series.LETTER: N_("Letter"),
        Series.COUPON: N_("Coupon"),
        Series.SUMMARY: N_("Summary"),
    },
)

_ROAD: dict[type[Enum], dict[Enum, str]] = {type(next(iter(table))): table for table in _TABLES}
"""By enum first: members of two string enums with one value are equal, and would share a key."""


@cache
def every() -> dict[type[Enum], dict[Enum, str]]:
    """The words of every enum. Those beside the road of an order bring half of the rules along, and the window comes first."""
    from garage.domain.labels_care import CARE  # noqa: PLC0415
    from garage.domain.labels_month import MONTH  # noqa: PLC0415
    from garage.domain.labels_returns import RETURNS  # noqa: PLC0415
    from garage.domain.labels_stock import STOCKROOM  # noqa: PLC0415

    further = {type(next(iter(table))): table for table in (*STOCKROOM, *RETURNS, *CARE, *MONTH)}
    return _ROAD | further


PRESENT: dict[str, str] = {
    "spare_tyre": N_("Spare tyre"),
    "jack": N_("Jack"),
    "tools": N_("Car tools"),
    "papers": N_("Vehicle papers"),
    "covers": N_("Protective covers fitted"),
}
"""What the reception sheet ticks off, by the code that is stored (A3)."""


def label(member: Enum, words: Words = _) -> str:
    """The name of `member` for people, in the language of the screen or of `words`."""
    table = _ROAD.get(type(member)) or every()[type(member)]
    return words(table[member])


def holiday_name(name: str, words: Words = _) -> str:
    """The name of a day of the calendar: one the program knows in the language of the screen, or as it was typed."""
    return label(Holiday(name), words) if name in Holiday.__members__ else name
