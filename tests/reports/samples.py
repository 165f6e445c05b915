"""Believable papers of one garage: a usual job, a long one, and one with every field left empty."""

from dataclasses import replace
from datetime import date, datetime

from garage.domain.documents import (
    Advice,
    AuthorisationForm,
    Car,
    DocumentLine,
    GatePass,
    Imprint,
    IssuedPart,
    IssueSlip,
    JobCard,
    Letterhead,
    Mark,
    OpenWarranty,
    OrderHead,
    Party,
    PaymentReceipt,
    ReceptionSheet,
    SettlementSlip,
)
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.lines import LineKind, LineMoney, PartGrade, PayType, WorkType, gross_fen, totals
from garage.domain.orders import (
    ArrivalMode,
    ConsentChannel,
    Damage,
    OldPartChoice,
    Priority,
    Side,
    SupplementState,
)
from garage.domain.settlements import PayMethod
from garage.domain.warranty import RepairCategory

NOW = datetime(2026, 11, 21, 17, 42)
RARE = "𠮷"  # above U+FFFF, as some family names are; the fonts lack it
LONG_NAME = "前制动片(陶瓷)更换及制动盘研磨、卡钳导向销清洁润滑,含制动液更换与路试检查。" * 13
BAD_NAME = f'<b>&"王</b>{RARE}🚗\u200d\ufe0f\t\x07　某某'
"""Markup, quotes, a rare character, an emoji, invisible signs, controls and a wide space."""
BAD_NAME_PRINTED = '<b>&"王</b>□□某某'

GARAGE = Letterhead(
    name="诚信汽车维修服务中心",
    address="江苏省无锡市滨湖区建筑西路588号",
    phone="0510-86512345",
    hotline="4008001234",
    contact="周建国",
    uscc="92440300MA5F12345Y",
    bank_name="中国农业银行无锡滨湖支行",
    bank_account="10650101040012345",
)
IMPRINT = Imprint("李晓燕", NOW)
CUSTOMER = Party("王丽华", "13800138000", "王丽华", "无锡市梁溪区人民中路139号恒隆广场写字楼2座1806室")
CAR = Car("苏B·12345", "LSVAB4186E2184847", "上汽大众 朗逸 2019款 1.5L 自动舒适版", "极地白", "DLF 083652")
HEAD = OrderHead(
    order_no="WO-2026-00123",
    received_at=datetime(2026, 11, 21, 9, 5),
    customer=CUSTOMER,
    car=CAR,
    odometer_km=86_412,
    advisor="陈志强",
    brought_by="王建军",
    brought_by_phone="13912345678",
    category=RepairCategory.SERVICE_LEVEL_1,
    complaint="刹车时前轮有“吱吱”异响，低速更明显；冷车启动抖动，仪表发动机故障灯偶尔点亮。顺便做个保养。",
    promised_at=datetime(2026, 11, 21, 17, 30),
)


def labour(
    position: int, name: str, hours_centi: int, *, rate_fen: int = 12_000, **more: object
) -> DocumentLine:
    line = DocumentLine(
        position,
        LineKind.LABOUR,
        name,
        trade=WorkType.MECHANICAL,
        category=RepairCategory.SERVICE_LEVEL_1,
        hours_centi=hours_centi,
        rate_fen=rate_fen,
        technicians=("赵铁柱", "孙小明"),
    )
    return priced(replace(line, **more))  # type: ignore[arg-type]


def part(position: int, name: str, qty_milli: int, unit_price_fen: int, **more: object) -> DocumentLine:
    line = DocumentLine(
        position,
        LineKind.PART,
        name,
        grade=PartGrade.GENUINE,
        unit="个",
        qty_milli=qty_milli,
        unit_price_fen=unit_price_fen,
    )
    return priced(replace(line, **more))  # type: ignore[arg-type]


def priced(line: DocumentLine) -> DocumentLine:
    gross = gross_fen(
        line.kind,
        rate_fen=line.rate_fen,
        hours_centi=line.hours_centi,
        unit_price_fen=line.unit_price_fen,
        qty_milli=line.qty_milli,
        customer_supplied=line.customer_supplied,
    )
    charged = LineMoney(line.kind, line.pay_type, gross, line.discount_fen).charged_fen
    return replace(line, gross_fen=gross, charged_fen=charged)


LINES = (
    labour(1, "更换机油及机油滤清器", 50),
    labour(2, "更换前制动片（左右）", 120, discount_fen=1_440),
    labour(
        3, "发动机故障诊断、清洗节气门", 150, trade=WorkType.ELECTRICAL, category=RepairCategory.MINOR_REPAIR
    ),
    labour(
        4, "前悬挂异响返修：紧固平衡杆连杆", 80, pay_type=PayType.REWORK, category=RepairCategory.MINOR_REPAIR
    ),
    part(
        5,
        "全合成机油",
        4_000,
        8_850,
        spec="5W-30 SN级",
        code="G 052 545 M4",
        brand="大众",
        unit="L",
        bin="A-01-3",
    ),
    part(
        6,
        "机油滤清器",
        1_000,
        3_800,
        code="04E 115 561 H",
        brand="曼牌",
        grade=PartGrade.EQUIVALENT,
        bin="A-02-1",
    ),
    part(
        7,
        "前制动片",
        1_000,
        46_800,
        spec="陶瓷 4片/套",
        code="8V0 698 151 C",
        brand="大众",
        unit="套",
        bin="B-11-2",
    ),
    part(8, "空调滤清器", 1_000, 0, brand="博世", grade=PartGrade.OTHER, customer_supplied=True),
    part(
        9, "节气门清洗剂", 500, 3_565, spec="450mL", code="WD-3012", brand="WD-40", unit="瓶", discount_fen=83
    ),
    priced(
        DocumentLine(
            10, LineKind.SUBLET, "前制动盘车削（外协）", unit="副", qty_milli=1_000, unit_price_fen=16_000
        )
    ),
)


def sums(lines: tuple[DocumentLine, ...]) -> tuple[int, int, int, int]:
    total = totals(LineMoney(line.kind, line.pay_type, line.gross_fen, line.discount_fen) for line in lines)
    return total.labour_fen, total.parts_fen, total.other_fen, total.line_discount_fen


def settlement(lines: tuple[DocumentLine, ...] = LINES) -> SettlementSlip:
    labour_fen, parts_fen, other_fen, discount_fen = sums(lines)
    before = labour_fen + parts_fen + other_fen - discount_fen - 5_000
    return SettlementSlip(
        garage=GARAGE,
        imprint=IMPRINT,
        head=HEAD,
        number="ST-2026-00001",
        settled_at=NOW,
        odometer_out_km=86_419,
        lines=lines,
        labour_fen=labour_fen,
        parts_fen=parts_fen,
        other_fen=other_fen,
        line_discount_fen=discount_fen,
        order_discount_fen=5_000,
        discount_reason="老客户",
        rounding_off_fen=before % 100,
        payable_fen=before - before % 100,
        paid_fen=50_000,
        work_done="更换前制动片并车削制动盘，异响消除；清洗节气门后怠速平稳，故障码已清除。",
        old_parts=OldPartChoice.TAKE,
        warranty=((RepairCategory.SERVICE_LEVEL_1, 2_000, 10), (RepairCategory.MINOR_REPAIR, 3_000, 30)),
        advice=(
            Advice(
                "右后轮胎花纹深度仅 1.8 mm，低于 2.0 mm，应尽快更换一对后轮胎", safety=True, declined=True
            ),
            Advice("刮水器胶条老化，雨天刮不净", declined=True),
            Advice("蓄电池已使用四年，入冬前建议检测"),
        ),
        next_service_on=date(2027, 5, 21),
        next_service_km=91_400,
        call_time="工作日 18:00–20:00，请勿中午来电",
    )


def authorisation(
    lines: tuple[DocumentLine, ...] = LINES, number: str = "WO-2026-00123-A1"
) -> AuthorisationForm:
    labour_fen, parts_fen, other_fen, discount_fen = sums(lines)
    return AuthorisationForm(
        garage=GARAGE,
        imprint=IMPRINT,
        head=HEAD,
        number=number,
        lines=lines,
        labour_fen=labour_fen,
        parts_fen=parts_fen,
        other_fen=other_fen,
        discount_fen=discount_fen,
        total_fen=labour_fen + parts_fen + other_fen - discount_fen,
        pay_method=PayMethod.WECHAT,
        overrun_percent=10,
        after_inspection=True,
        old_parts=OldPartChoice.TAKE,
        wash=True,
        belongings="后备箱：儿童推车一辆、雨伞两把",
        warranty=((RepairCategory.SERVICE_LEVEL_1, 2_000, 10), (RepairCategory.MINOR_REPAIR, 3_000, 30)),
        signed_by="王建军" if number else "",
        signed_at=datetime(2026, 11, 21, 9, 40) if number else None,
        channel=ConsentChannel.SIGNED if number else None,
    )


def reception() -> ReceptionSheet:
    return ReceptionSheet(
        garage=GARAGE,
        imprint=IMPRINT,
        head=HEAD,
        arrival=ArrivalMode.DRIVEN,
        fuel_eighths=3,
        marks=(
            Mark(Side.LEFT, 430, 620, Damage.SCRATCH, "左前门，长约 10 cm"),
            Mark(Side.LEFT, 930, 690, Damage.DENT),
            Mark(Side.RIGHT, 55, 580, Damage.CRACK, "尾灯外罩"),
            Mark(Side.FRONT, 500, 860, Damage.CHIP, "石子打伤三处"),
            Mark(Side.REAR, 880, 750, Damage.SCRATCH),
            Mark(Side.TOP, 540, 500, Damage.DENT, "冰雹"),
            Mark(Side.TOP, 370, 45, Damage.MISSING, "右后视镜盖"),
        ),
        warning_lamps="发动机故障灯、轮胎压力报警灯",
        belongings="后备箱：儿童推车一辆、雨伞两把",
        present=(("spare_tyre", True), ("jack", True), ("tools", False), ("papers", True), ("covers", True)),
        valuables_removed=True,
        old_parts=OldPartChoice.TAKE,
        wash=True,
        call_time="工作日 18:00–20:00",
        warranties=(
            OpenWarranty(
                "WO-2026-00098",
                "更换平衡杆连杆（前左、前右）",
                date(2026, 11, 14),
                date(2026, 11, 24),
                3,
                88_020,
                1_608,
            ),
        ),
        advice=(
            Advice(
                "右后轮胎花纹接近磨损极限，建议更换",
                True,
                True,
                "轮胎可能爆裂，雨天易打滑",
                "王女士",
                datetime(2026, 6, 3, 17, 5),
            ),
            Advice("蓄电池已使用四年，入冬前建议检测"),
        ),
    )


def job_card(lines: tuple[DocumentLine, ...] = LINES) -> JobCard:
    return JobCard(
        GARAGE, IMPRINT, HEAD, Priority.WAITING, "3号举升机", lines, "后备箱：儿童推车一辆、雨伞两把"
    )


def issue_slip(*, is_return: bool = False, cost: bool = True) -> IssueSlip:
    parts = tuple(
        IssuedPart(
            line.code,
            line.name,
            line.grade or PartGrade.OTHER,
            line.unit,
            line.qty_milli,
            line.bin,
            old_part_back="制动片" in line.name,
            cost_fen=line.gross_fen * 6 // 10 if cost else None,
        )
        for line in LINES
        if line.kind is LineKind.PART and not line.customer_supplied
    )
    number = "GB-2026-00007" if is_return else "GI-2026-00045"
    return IssueSlip(GARAGE, IMPRINT, number, "WO-2026-00123", CAR, NOW, is_return, parts, "钱库生", "赵铁柱")


def receipt() -> PaymentReceipt:
    return PaymentReceipt(
        garage=GARAGE,
        imprint=IMPRINT,
        number="RC-2026-00031",
        at=NOW,
        payer="王丽华",
        order_no="WO-2026-00123",
        settlement_no="ST-2026-00001",
        plate=CAR.plate,
        tenders=((PayMethod.CASH, 40_000), (PayMethod.WECHAT, 98_700)),
        total_fen=138_700,
        given_fen=50_000,
        change_fen=10_000,
        balance_fen=0,
        received_by="李晓燕",
    )


def gate_pass() -> GatePass:
    return GatePass(
        garage=GARAGE,
        imprint=IMPRINT,
        number="EP-2026-00029",
        kind="SETTLED",
        order_no="WO-2026-00123",
        settlement_no="ST-2026-00001",
        car=CAR,
        valid_on=date(2026, 11, 21),
        issued_by="李晓燕",
        issued_at=NOW,
    )


def supplement(lines: tuple[DocumentLine, ...] = ()) -> SupplementForm:
    """The brake discs as proposed, to be signed."""
    added = lines or (
        labour(11, "更换前制动盘（左右）", 150),
        part(12, "前制动盘", 2_000, 38_000, code="0986479C55"),
        labour(13, "更换制动液", 60),
    )
    return SupplementForm(
        garage=GARAGE,
        imprint=IMPRINT,
        head=HEAD,
        number="WO-2026-00123-S1",
        state=SupplementState.PROPOSED,
        found_at=NOW,
        reason="拆检时发现前制动盘磨损到 21.3 mm，低于极限 22 mm；制动液含水量 4%。",
        safety=True,
        lines=added,
        declined=(),
        before_fen=140_660,
        delta_fen=sum(line.charged_fen for line in added),
        promised_before=datetime(2026, 11, 21, 17, 30),
        promised_at=datetime(2026, 11, 22, 11, 0),
    )


def answered_supplement() -> SupplementForm:
    """The same, agreed to by phone but for the last line."""
    form = supplement()
    return replace(
        form,
        state=SupplementState.AUTHORISED,
        declined=(13,),
        agreed_fen=sum(line.charged_fen for line in form.lines[:2]),
        channel=ConsentChannel.PHONE,
        answered_by="王丽华",
        answered_at=NOW,
        note="138 0013 8000",
        consequence="制动液含水量过高，长下坡时可能失去制动。",
    )


def delay() -> DelayNotice:
    """The discs come tomorrow."""
    return DelayNotice(
        garage=GARAGE,
        imprint=IMPRINT,
        head=HEAD,
        number="WO-2026-00123-D1",
        reason="配件供应商送货延误，前制动盘明早到货",
        promised_before=datetime(2026, 11, 21, 17, 30),
        promised_at=datetime(2026, 11, 22, 11, 0),
        told_at=NOW,
        told_who="王丽华",
        channel=ConsentChannel.PHONE,
        note="138 0013 8000",
    )
