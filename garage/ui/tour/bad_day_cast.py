"""Who and what the bad day shows, in Chinese and in English: a car of a rental firm, and one that goes as it came."""

from dataclasses import dataclass

from garage.domain.lines import PartGrade, WorkType
from garage.domain.warranty import RepairCategory
from garage.services.operations import OperationData
from garage.ui.tour.cast import Item, Visitor


@dataclass(frozen=True)
class BadDay:
    """Everything that is typed or shown on the bad day in one language.

    `jobs` are codes of what the firm agreed to; `scarce` is the part that runs short, of which they need two;
    `declined` and `accepted` are what is found and the code of its labour, `arm` the part for the latter.
    """

    firm: Visitor
    contact: str
    gives_up: Visitor
    operations: tuple[OperationData, ...]
    shelf: tuple[Item, ...]
    jobs: tuple[str, str]
    goods: tuple[str, str]
    scarce: str
    delay: str
    delivery_note: str
    measured: str
    declined: tuple[str, str]
    accepted: tuple[str, str]
    arm: str
    said_on_the_phone: str
    road_test: str
    discount: str
    void: str
    override: str
    unrepaired: str


CREDIT_FEN = 100_000
"""What the firm may owe."""

_Q = PartGrade.EQUIVALENT
_M = WorkType.MECHANICAL
_MAIN, _MINOR = RepairCategory.SERVICE_LEVEL_2, RepairCategory.MINOR_REPAIR

_CHINESE = BadDay(
    firm=Visitor(
        "恒通汽车租赁有限公司",
        "13530127766",
        "深圳市龙岗区布吉路 18 号",
        "粤BR6T90",
        "别克",
        "GL8 2.0T",
        "LSGUA83L7NA061273",
        81_206,
        "八万公里二级维护，过减速带前面咚咚响",
        "BY03",
        "JY-5W30",
    ),
    contact="吴建平",
    gives_up=Visitor(
        "何伟明",
        "13924680153",
        "深圳市南山区桃园路 7 号",
        "粤B3H5K8",
        "标致",
        "408 1.8L",
        "LDCC13X31E1120446",
        176_540,
        "发动机烧机油，每一千公里加一升",
        "FD09",
        "JL-001",
    ),
    operations=(),
    shelf=(
        Item("JZ-F01", "前减震器", "凯毕", "339700", "支", _Q, 48_650, 31_000, "C-07", 1, 2, months=12),
        Item("BB-X01", "下摆臂", "天合", "JTC2261", "支", _Q, 41_980, 27_600, "C-08", 3, 1),
        Item("ZD-R01", "后制动片", "菲罗多", "FDB1919", "套", _Q, 26_800, 15_200, "B-02", 5, 2),
    ),
    jobs=("BY03", "DP04"),
    goods=("JY-5W30", "JL-001"),
    scarce="JZ-F01",
    delay="前减震器只到了一支，另一支明天上午到货",
    delivery_note="ZC-0323-17",
    measured="前盘 22.6 mm",
    declined=("后制动片只剩 2 mm，已到极限", "DP02"),
    accepted=("左前下摆臂胶套开裂，过减速带异响", "DP06"),
    arm="BB-X01",
    said_on_the_phone="13530127766 吴建平：换，一起做好",
    road_test="过减速带异响是否消除",
    discount="配件晚到一天，补偿客户",
    void="说好抹零，忘了抹",
    override="十年老客户，月底统一结",
    unrepaired="大修费用高，车主决定不修",
)

_ENGLISH = BadDay(
    firm=Visitor(
        "Hengtong Car Rental Ltd.",
        "13530127766",
        "18 Buji Road, Longgang",
        "粤BR6T90",
        "Buick",
        "GL8 2.0T",
        "LSGUA83L7NA061273",
        81_206,
        "Level-2 service at 80,000 km; knocks in front over bumps",
        "SV02",
        "OL-5W30",
    ),
    contact="Peter Wu",
    gives_up=Visitor(
        "William He",
        "13924680153",
        "7 Taoyuan Road",
        "粤B3H5K8",
        "Peugeot",
        "408 1.8L",
        "LDCC13X31E1120446",
        176_540,
        "The engine burns oil, one litre in 1,000 km",
        "EN09",
        "OF-001",
    ),
    operations=(
        OperationData("SV02", "Level-2 service", _M, _MAIN, 600),
        OperationData("SU01", "Replace front shock absorbers", _M, _MINOR, 300),
        OperationData("SU02", "Replace control arm", _M, _MINOR, 150),
        OperationData("EN09", "Overhaul engine", _M, RepairCategory.ASSEMBLY_REPAIR, 3600),
    ),
    shelf=(
        Item(
            "SA-F01",
            "Front shock absorber",
            "KYB",
            "339700",
            "pc",
            _Q,
            48_650,
            31_000,
            "C-07",
            1,
            2,
            months=12,
        ),
        Item("CA-X01", "Control arm", "TRW", "JTC2261", "pc", _Q, 41_980, 27_600, "C-08", 3, 1),
        Item("BP-R01", "Rear brake pads", "Ferodo", "FDB1919", "set", _Q, 26_800, 15_200, "B-02", 5, 2),
    ),
    jobs=("SV02", "SU01"),
    goods=("OL-5W30", "OF-001"),
    scarce="SA-F01",
    delay="One of two shock absorbers is not here yet; it comes tomorrow morning",
    delivery_note="ZC-0323-17",
    measured="front disc 22.6 mm",
    declined=("Rear brake pads have 2 mm left, the limit", "BR02"),
    accepted=("Bush of the front left control arm is torn, knocks over bumps", "SU02"),
    arm="CA-X01",
    said_on_the_phone="13530127766 Peter Wu: yes, do it too",
    road_test="Is the knock over bumps gone?",
    discount="The part came a day late",
    void="Rounding off was promised and forgotten",
    override="With us for ten years, pays at the end of the month",
    unrepaired="The overhaul costs too much for this car",
)

BAD_DAYS = {"zh_CN": _CHINESE, "en": _ENGLISH}
