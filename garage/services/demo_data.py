"""Believable names, cars, jobs and parts of a small garage, for `make demo` and the tour."""

from dataclasses import dataclass
from random import Random

from garage.domain.lines import PartGrade
from garage.domain.vins import vin_check_digit

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严单仇解"
GIVEN = [
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "霞",
    "平",
    "刚",
    "桂英",
    "建国",
    "建华",
    "志强",
    "秀英",
    "玉兰",
    "海燕",
    "晓东",
    "晓丽",
    "文博",
    "子轩",
    "浩然",
    "欣怡",
    "雨桐",
    "俊杰",
    "嘉豪",
    "思远",
    "国栋",
    "春梅",
    "红梅",
    "立新",
    "永强",
    "少华",
    "佳琪",
    "一鸣",
    "天宇",
    "梓涵",
    "丹丹",
]
COMPANY_NAMES = (
    ("深圳市", "南山", "宝安", "福田", "龙岗", "罗湖", "龙华"),
    (
        "顺达",
        "恒信",
        "金桥",
        "华强",
        "万和",
        "鹏程",
        "永泰",
        "新兴",
        "宏图",
        "德邦",
        "嘉业",
        "卓越",
        "安顺",
        "瑞丰",
    ),
    ("物流", "建材", "装饰工程", "电子", "食品", "汽车租赁", "商贸", "机电设备", "园林", "印刷"),
    ("有限公司",),
)
STREETS = [
    "深南大道",
    "宝安大道",
    "南海大道",
    "创业路",
    "滨河路",
    "红岭路",
    "学府路",
    "科苑路",
    "梅林路",
    "龙岗大道",
]
COLOURS = ["白色", "黑色", "银灰", "珍珠白", "深蓝", "红色", "香槟金", "灰色"]
COMPLAINTS = {
    "oil": "该做保养了，顺便看看有没有别的问题",
    "brake": "刹车有异响，踩下去发软",
    "battery": "早上打不着火，要搭电",
    "tyre": "右后轮一直慢撒气",
    "aircon": "空调不凉，风也小",
    "level2": "跑了四万公里，做二级维护",
    "belt": "发动机前面吱吱响",
    "paint": "前保险杠被蹭，要补漆",
    "damper": "过减速带咚咚响",
    "plug": "怠速抖，加速无力",
}


@dataclass(frozen=True)
class Model:
    """A car model with the head of its VIN (WMI and descriptor) and what it burns."""

    brand: str
    model: str
    wmi: str
    electric: bool = False


MODELS = (
    Model("大众", "朗逸 1.5L", "LSVAB418"),
    Model("大众", "帕萨特 330TSI", "LSVCB6C5"),
    Model("丰田", "卡罗拉 1.2T", "LFMAPE2C"),
    Model("丰田", "凯美瑞 2.0G", "LVGBE40K"),
    Model("本田", "思域 220TURBO", "LVHFC165"),
    Model("本田", "雅阁 260TURBO", "LHGCV165"),
    Model("日产", "轩逸 1.6L", "LGBH52E0"),
    Model("别克", "英朗 18T", "LSGJA52U"),
    Model("吉利", "帝豪 1.5L", "L6T7844S"),
    Model("哈弗", "H6 1.5T", "LGWEF4A5"),
    Model("五菱", "宏光S", "LZWADAGA"),
    Model("宝马", "320Li", "LBVHZ110"),
    Model("奥迪", "A4L 40TFSI", "LFV3A23C"),
    Model("特斯拉", "Model 3", "LRW3E7FA", electric=True),
    Model("比亚迪", "秦PLUS EV", "LC0CE4CB", electric=True),
)


@dataclass(frozen=True)
class DemoPart:
    """A part of the demo's shelf: price and cost in fen."""

    code: str
    name: str
    brand: str
    spec: str
    unit: str
    grade: PartGrade
    price_fen: int
    cost_fen: int
    bin: str
    start: int
    least: int
    old_back: bool = False
    tracked: bool = False
    months: int | None = None
    km: int | None = None


_MODEL_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
"""Codes of the model years from 1980 on, again after thirty years."""

_G, _Q = PartGrade.GENUINE, PartGrade.EQUIVALENT
PARTS = (
    DemoPart("JY-5W30", "全合成机油 5W-30", "美孚", "4L", "桶", _Q, 29_800, 19_600, "A-01", 40, 10),
    DemoPart("JY-0W20", "全合成机油 0W-20", "嘉实多", "4L", "桶", _Q, 33_800, 22_400, "A-02", 24, 8),
    DemoPart("JL-001", "机油滤清器", "马勒", "OC593", "个", _Q, 4_500, 1_850, "A-03", 60, 15),
    DemoPart("KL-001", "空气滤清器", "曼牌", "C27009", "个", _Q, 6_800, 2_900, "A-04", 30, 8),
    DemoPart("KT-001", "空调滤清器", "曼牌", "CU26009", "个", _Q, 7_800, 3_100, "A-05", 30, 8),
    DemoPart("HH-001", "火花塞", "NGK", "SILZKBR8", "支", _Q, 6_500, 3_800, "A-06", 60, 16, km=40_000),
    DemoPart(
        "ZD-F01", "前制动片", "菲罗多", "FDB4433", "套", _Q, 32_000, 18_500, "B-01", 16, 4, old_back=True
    ),
    DemoPart(
        "ZD-R01", "后制动片", "菲罗多", "FDB4434", "套", _Q, 28_000, 16_200, "B-02", 12, 4, old_back=True
    ),
    DemoPart("ZD-P01", "前制动盘", "布雷博", "09.C244", "片", _Q, 36_000, 22_500, "B-03", 8, 2),
    DemoPart("ZD-Y01", "制动液 DOT4", "博世", "1L", "瓶", _Q, 6_800, 3_000, "B-04", 20, 6, months=24),
    DemoPart("JZ-F01", "前减震器", "萨克斯", "314 896", "支", _Q, 42_000, 27_800, "B-05", 6, 2),
    DemoPart(
        "DC-60",
        "蓄电池 60Ah",
        "瓦尔塔",
        "L2-400",
        "只",
        _G,
        52_000,
        36_500,
        "C-01",
        8,
        2,
        old_back=True,
        tracked=True,
        months=36,
    ),
    DemoPart("LT-205", "轮胎 205/55R16", "米其林", "PRIMACY 4", "条", _Q, 56_000, 41_000, "D-01", 12, 4),
    DemoPart("LT-215", "轮胎 215/55R17", "普利司通", "T005", "条", _Q, 68_000, 50_500, "D-02", 8, 4),
    DemoPart("PD-001", "发电机皮带", "盖茨", "6PK1873", "条", _Q, 12_800, 6_200, "C-02", 10, 3, km=60_000),
    DemoPart("LD-001", "冷却液 -35℃", "壳牌", "4kg", "桶", _Q, 8_800, 4_300, "C-03", 16, 4),
    DemoPart("ZL-134", "制冷剂 R134a", "金冷", "250g", "罐", _Q, 3_800, 1_500, "C-04", 40, 10),
    DemoPart("YS-001", "雨刮片（一对）", "法雷奥", "U 型", "对", _Q, 12_000, 5_500, "C-05", 14, 4),
    DemoPart("QT-001", "大灯灯泡 H7", "欧司朗", "64210", "只", _Q, 4_800, 2_100, "C-06", 20, 6),
    DemoPart("YQ-001", "原子灰与底漆套料", "立邦", "单件", "套", _Q, 15_000, 8_200, "E-01", 10, 3),
)
PART_GROUPS = {
    **dict.fromkeys(("JY", "LD", "ZL"), "油液"),
    **dict.fromkeys(("JL", "KL", "KT"), "滤清器"),
    **dict.fromkeys(("HH", "DC", "QT", "YS"), "电器"),
    **dict.fromkeys(("ZD", "JZ"), "制动与底盘"),
    "LT": "轮胎",
    "PD": "发动机",
    "YQ": "漆料",
}
"""By the first letters of a part's code."""

JOBS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, int], ...], int]] = {
    "oil": (("BY01",), (("JY-5W30", 1000), ("JL-001", 1000)), 34),
    "brake": (("DP01",), (("ZD-F01", 1000), ("ZD-Y01", 1000)), 14),
    "battery": (("DQ01",), (("DC-60", 1000),), 8),
    "tyre": (("LT01",), (("LT-205", 1000),), 10),
    "aircon": (("KT01", "BY05"), (("ZL-134", 2000), ("KT-001", 1000)), 9),
    "level2": (("BY03", "BY01"), (("JY-0W20", 1000), ("JL-001", 1000), ("KL-001", 1000)), 6),
    "belt": (("FD02",), (("PD-001", 1000),), 5),
    "paint": (("PQ01",), (("YQ-001", 1000),), 5),
    "damper": (("DP04",), (("JZ-F01", 2000),), 4),
    "plug": (("BY07", "FD06"), (("HH-001", 4000),), 5),
    "rear": (("DP02",), (("ZD-R01", 1000),), 0),
    "wiper": (("DQ06",), (("YS-001", 1000),), 0),
}
"""What is done on cars: operations, parts with milli quantity, and how often in a hundred visits one asks for it."""


@dataclass(frozen=True)
class DemoSupplier:
    """A supplier, the groups of parts it delivers, and its days of payment and delivery."""

    name: str
    contact: str
    phone: str
    groups: tuple[str, ...]
    payment_days: int
    lead_days: int


SUPPLIERS = (
    DemoSupplier(
        "深圳市众诚汽配有限公司", "周经理", "0755-83012345", ("滤清器", "制动与底盘", "发动机"), 30, 2
    ),
    DemoSupplier("深圳市润通油品有限公司", "吴小姐", "0755-27331208", ("油液",), 45, 1),
    DemoSupplier("广州市宏达轮胎贸易有限公司", "梁经理", "020-36110456", ("轮胎",), 15, 3),
    DemoSupplier("深圳市亮都汽车电器行", "何老板", "0755-25877621", ("电器", "漆料"), 10, 1),
)
ON_COST = {"LT-205": 3_500, "LT-215": 3_400}
"""Parts that are sold at their cost and so many basis points more."""
MEMBER_GROUPS, MEMBERS_PAY_BP = ("油液", "滤清器"), 9_500
"""Which parts members get cheaper, and at how much of the price."""
MEMBER_LEVELS = ("银卡会员", "金卡会员")
TRADE_LEVEL = "同行价"
TRADERS = (("小林汽车美容店", "林师傅"), ("宝安顺风车队", "曾队长"))
"""Customers of the counter who buy on account, and whom to call there."""

PACKAGES = (
    ("TC05", "5000 公里保养套餐", "oil", ("BY01",), (("JY-5W30", 1000), ("JL-001", 1000)), 36_800, 34_800),
    (
        "TC10",
        "10000 公里保养套餐",
        "oil",
        ("BY01", "BY04", "BY05"),
        (("JY-5W30", 1000), ("JL-001", 1000), ("KL-001", 1000), ("KT-001", 1000)),
        55_800,
        52_800,
    ),
    (
        "TCKT",
        "空调清凉套餐",
        "aircon",
        ("KT01", "BY05"),
        (("ZL-134", 2000), ("KT-001", 1000)),
        28_800,
        26_800,
    ),
    ("TCDC", "蓄电池更换套餐", "battery", ("DQ01",), (("DC-60", 1000),), 53_800, 51_800),
)
"""Code, name, the job it may be agreed for, operations, parts, its price and that of members in fen."""

CONSEQUENCE = "制动距离变长，可能损坏制动盘，有安全风险"

ADVICE = (
    ("后轮制动片剩余 3 mm，建议下次更换", True),
    ("轮胎花纹接近磨损标志，建议三个月内更换", True),
    ("变速箱油建议 6 万公里更换", False),
    ("空调滤芯较脏，建议更换", False),
    ("蓄电池健康度 62%，入冬前建议更换", False),
)


def person_name(random: Random) -> str:
    """A Chinese personal name."""
    return random.choice(SURNAMES) + random.choice(GIVEN)


def company_name(random: Random) -> str:
    """The name of a company that has cars."""
    return "".join(map(random.choice, COMPANY_NAMES))


def mobile(random: Random) -> str:
    """A mobile number in normal form."""
    return f"1{random.choice('3578')}{random.randrange(10**9):09d}"


def plate(random: Random, *, electric: bool) -> str:
    """A plate of Shenzhen, green for electric cars."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    if electric:
        return f"粤BD{random.randrange(10**5):05d}"
    return f"粤B{random.choice(letters)}{random.randrange(10**4):04d}"


def vin(random: Random, model: Model, year: int) -> str:
    """A VIN of a model year with the right check digit."""
    code = _MODEL_YEARS[(year - 1980) % len(_MODEL_YEARS)]
    return vin_of(model.wmi, code, random.choice("ABCDEFGH"), random.randrange(10**6))


def vin_of(head: str, year_code: str, plant: str, serial: int) -> str:
    """A VIN of these parts with the right check digit."""
    body = f"{head}0{year_code}{plant}{serial:06d}"
    return body[:8] + vin_check_digit(body) + body[9:]


def later_code(year_code: str, years: int) -> str:
    """Code of the model year so many years later."""
    return _MODEL_YEARS[(_MODEL_YEARS.index(year_code) + years) % len(_MODEL_YEARS)]
