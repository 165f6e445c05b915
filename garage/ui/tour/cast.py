"""Who and what the tour shows: a garage with its people, shelf and cars, in Chinese and in English."""

from dataclasses import dataclass

from garage.domain.lines import PartGrade, WorkType
from garage.domain.old_parts import Hazard
from garage.domain.warranty import RepairCategory
from garage.services.operations import OperationData


@dataclass(frozen=True)
class Item:
    """A part on the shelf: price and cost of one in fen, how many there are, and how many there should be.

    Its supplier stands for it for so many `months`.
    """

    code: str
    name: str
    brand: str
    spec: str
    unit: str
    grade: PartGrade
    price_fen: int
    cost_fen: int
    bin: str
    there: int
    least: int
    barcode: str = ""
    months: int = 0
    hazard: Hazard | None = None


@dataclass(frozen=True)
class Visitor:
    """A customer with a car that comes for one operation and one part."""

    name: str
    phone: str
    home: str
    plate: str
    brand: str
    model: str
    vin: str
    km: int
    complaint: str
    operation: str
    part: str


@dataclass(frozen=True)
class Cast:
    """Everything that is typed or shown in one language."""

    language: str
    # the shop and its people
    shop: str
    owner: str
    address: str
    phone: str
    adviser: str
    leader: str
    mechanics: tuple[str, str]
    inspector: str
    storekeeper: str
    team: str
    bays: tuple[str, str]
    supplier: str
    operations: tuple[OperationData, ...]
    shelf: tuple[Item, ...]
    others: tuple[Visitor, Visitor, Visitor, Visitor]
    # the job of the tour
    plate: str
    customer: str
    wrong_phone: str
    right_phone: str
    model: str
    vin: str
    complaint: str
    lamps: str
    belongings: str
    call_time: str
    mark_notes: tuple[str, str, str]
    search_labour: tuple[str, str]
    parts: tuple[str, str]
    charge: str
    charge_unit: str
    sublet: str
    vendor: str
    failed_remark: str
    advice: str
    discount_why: str
    home: str


_G, _Q = PartGrade.GENUINE, PartGrade.EQUIVALENT
_BRAKE_CODE = "6901234567892"
_LEAD = Hazard.LEAD_BATTERY

CHINESE = Cast(
    language="zh_CN",
    shop="诚信汽车维修服务部",
    owner="张志强",
    address="深圳市南山区创业路 88 号",
    phone="0755-26512345",
    adviser="刘晓丽",
    leader="王建国",
    mechanics=("李强", "陈永强"),
    inspector="赵明",
    storekeeper="孙桂英",
    team="机修班",
    bays=("2 号举升机", "四轮定位工位"),
    supplier="深圳市众诚汽配有限公司",
    operations=(),
    shelf=(
        Item("ZD-F01", "前制动片", "菲罗多", "FDB4433", "套", _Q, 32_856, 18_500, "B-01", 6, 4, _BRAKE_CODE),
        Item("ZD-P01", "前制动盘", "布雷博", "09.C244", "片", _Q, 36_000, 22_500, "B-03", 4, 2),
        Item("ZD-Y01", "制动液 DOT4", "博世", "1L", "瓶", _Q, 6_800, 3_000, "B-04", 20, 6),
        Item("KT-001", "空调滤清器", "曼牌", "CU26009", "个", _Q, 7_800, 3_100, "A-05", 9, 8),
        Item("KL-001", "空气滤清器", "曼牌", "C27009", "个", _Q, 6_800, 2_900, "A-04", 30, 8),
        Item("JL-001", "机油滤清器", "马勒", "OC593", "个", _Q, 4_500, 1_850, "A-03", 60, 15),
        Item("JY-5W30", "全合成机油 5W-30", "美孚", "4L", "桶", _Q, 29_800, 19_600, "A-01", 24, 10),
        Item(
            "DC-60", "蓄电池 60Ah", "瓦尔塔", "L2-400", "只", _G, 52_000, 36_500, "C-01", 2, 2, hazard=_LEAD
        ),
        Item("LT-205", "轮胎 205/55R16", "米其林", "PRIMACY 4", "条", _Q, 56_000, 41_000, "D-01", 12, 4),
        Item("YS-001", "雨刮片（一对）", "法雷奥", "U 型", "对", _Q, 12_000, 5_500, "C-05", 14, 4),
    ),
    others=(
        Visitor(
            "周海燕",
            "13902451188",
            "深圳市福田区红岭路 52 号",
            "粤B7K182",
            "丰田",
            "卡罗拉 1.2T",
            "LFMAPE2C9K0012345",
            61_280,
            "该做保养了",
            "BY01",
            "JY-5W30",
        ),
        Visitor(
            "顺达物流有限公司",
            "13760118822",
            "深圳市宝安区宝安大道 1188 号",
            "粤BD28816",
            "比亚迪",
            "秦PLUS EV",
            "LC0CE4CB6N0045671",
            38_905,
            "早上启动无反应",
            "DQ01",
            "DC-60",
        ),
        Visitor(
            "梁国栋",
            "18926550731",
            "深圳市罗湖区滨河路 36 号",
            "粤A9J365",
            "本田",
            "思域 220TURBO",
            "LVHFC1652L6034512",
            45_117,
            "右后轮慢撒气",
            "LT01",
            "LT-205",
        ),
        Visitor(
            "邓秀英",
            "13622339045",
            "深圳市南山区科苑路 9 号",
            "粤BQ4Z96",
            "日产",
            "轩逸 1.6L",
            "LGBH52E01KY101733",
            90_342,
            "雨刮刮不干净",
            "DQ06",
            "YS-001",
        ),
    ),
    plate="粤BF5208",
    customer="林晓燕",
    wrong_phone="1380245678",
    right_phone="13802456789",
    model="大众 朗逸 1.5L",
    vin="LSVAB4186E2184847",
    complaint="踩刹车时前轮吱吱响，方向盘有点抖；开空调有霉味。",
    lamps="无",
    belongings="儿童座椅一个，后备箱雨伞",
    call_time="18:00–20:00",
    mark_notes=("旧伤，约 5 cm", "石子弹的", "停车场刮的"),
    search_labour=("ghqzdp", "ghktlqq"),
    parts=("ZD-F01", "KT-001"),
    charge="废油废液处理",
    charge_unit="次",
    sublet="前制动盘光盘",
    vendor="永兴机加工",
    failed_remark="路试时前部仍有轻微异响：减震器上座螺母重新紧固到规定力矩。",
    advice="后制动片剩余 3 mm，建议下次更换",
    discount_why="老客户介绍",
    home="深圳市南山区学府路 216 号 3 栋 502",
)

_M, _E, _T = WorkType.MECHANICAL, WorkType.ELECTRICAL, WorkType.TYRE
_CARE, _MINOR, _SPECIAL = (
    RepairCategory.SERVICE_LEVEL_1,
    RepairCategory.MINOR_REPAIR,
    RepairCategory.SPECIAL_REPAIR,
)

ENGLISH = Cast(
    language="en",
    shop="Honest Car Repair",
    owner="Frank Zhang",
    address="88 Chuangye Road, Nanshan, Shenzhen",
    phone="0755-26512345",
    adviser="Lily Liu",
    leader="Jason Wang",
    mechanics=("Li Qiang", "Chen Yong"),
    inspector="Zhao Ming",
    storekeeper="Sun Guiying",
    team="Team 1",
    bays=("Lift 2", "Wheel alignment"),
    supplier="Zhongcheng Parts Co.",
    operations=(
        OperationData("BR01", "Replace front brake pads", _M, _MINOR, 100),
        OperationData("BR02", "Replace rear brake pads", _M, _MINOR, 100),
        OperationData("AC01", "Replace cabin filter", _M, _CARE, 30),
        OperationData("SV01", "Change oil and oil filter", _M, _CARE, 50),
        OperationData("EL01", "Replace battery", _E, _MINOR, 40),
        OperationData("EL02", "Replace wiper blades", _E, _MINOR, 20),
        OperationData("TY01", "Replace a tyre, balanced", _T, _SPECIAL, 50),
        OperationData("EN01", "Clean throttle body", _M, _MINOR, 60),
    ),
    shelf=(
        Item(
            "BP-F01",
            "Front brake pads",
            "Ferodo",
            "FDB4433",
            "set",
            _Q,
            32_856,
            18_500,
            "B-01",
            6,
            4,
            _BRAKE_CODE,
        ),
        Item("BD-F01", "Front brake disc", "Brembo", "09.C244", "pc", _Q, 36_000, 22_500, "B-03", 4, 2),
        Item("BF-D04", "Brake fluid DOT4", "Bosch", "1 l", "btl", _Q, 6_800, 3_000, "B-04", 20, 6),
        Item("CF-001", "Cabin filter", "Mann", "CU26009", "pc", _Q, 7_800, 3_100, "A-05", 9, 8),
        Item("AF-001", "Air filter", "Mann", "C27009", "pc", _Q, 6_800, 2_900, "A-04", 30, 8),
        Item("OF-001", "Oil filter", "Mahle", "OC593", "pc", _Q, 4_500, 1_850, "A-03", 60, 15),
        Item("OL-5W30", "Engine oil 5W-30", "Mobil", "4 l", "can", _Q, 29_800, 19_600, "A-01", 24, 10),
        Item(
            "BT-60", "Battery 60 Ah", "Varta", "L2-400", "pc", _G, 52_000, 36_500, "C-01", 2, 2, hazard=_LEAD
        ),
        Item("TY-205", "Tyre 205/55R16", "Michelin", "Primacy 4", "pc", _Q, 56_000, 41_000, "D-01", 12, 4),
        Item("WB-001", "Wiper blades", "Valeo", "pair", "pr", _Q, 12_000, 5_500, "C-05", 14, 4),
    ),
    others=(
        Visitor(
            "Helen Zhou",
            "13902451188",
            "52 Hongling Road",
            "粤B7K182",
            "Toyota",
            "Corolla 1.2T",
            "LFMAPE2C9K0012345",
            61_280,
            "Service is due",
            "SV01",
            "OL-5W30",
        ),
        Visitor(
            "Shunda Logistics Ltd.",
            "13760118822",
            "1188 Baoan Avenue",
            "粤BD28816",
            "BYD",
            "Qin PLUS EV",
            "LC0CE4CB6N0045671",
            38_905,
            "Does not wake up in the morning",
            "EL01",
            "BT-60",
        ),
        Visitor(
            "Leo Liang",
            "18926550731",
            "36 Binhe Road",
            "粤A9J365",
            "Honda",
            "Civic 220T",
            "LVHFC1652L6034512",
            45_117,
            "Rear right tyre loses air",
            "TY01",
            "TY-205",
        ),
        Visitor(
            "Sylvia Deng",
            "13622339045",
            "9 Keyuan Road",
            "粤BQ4Z96",
            "Nissan",
            "Sylphy 1.6L",
            "LGBH52E01KY101733",
            90_342,
            "Wipers leave streaks",
            "EL02",
            "WB-001",
        ),
    ),
    plate="粤BF5208",
    customer="Nancy Lin",
    wrong_phone="1380245678",
    right_phone="13802456789",
    model="VW Lavida 1.5L",
    vin="LSVAB4186E2184847",
    complaint="Front wheels squeal when braking, the steering wheel shakes a little; the air conditioning smells.",
    lamps="none",
    belongings="Child seat, umbrella in the boot",
    call_time="18:00–20:00",
    mark_notes=("old, about 5 cm", "stone chip", "car park"),
    search_labour=("front brake", "cabin"),
    parts=("BP-F01", "CF-001"),
    charge="Waste fluid disposal",
    charge_unit="job",
    sublet="Skim front brake discs",
    vendor="Yongxing Machining",
    failed_remark="Still a light knock in front on the road test: tighten the upper mounts to the maker's torque again.",
    advice="Rear brake pads have 3 mm left: replace at the next visit",
    discount_why="Came by recommendation",
    home="216 Xuefu Road, building 3, flat 502",
)

CASTS = {cast.language: cast for cast in (CHINESE, ENGLISH)}
