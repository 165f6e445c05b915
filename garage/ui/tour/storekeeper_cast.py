"""Who and what the storekeeper's day shows, in Chinese and in English: parts to buy, and a car that waits for them."""

from dataclasses import dataclass

from garage.domain.lines import PartGrade, WorkType
from garage.domain.warranty import RepairCategory
from garage.services.operations import OperationData
from garage.ui.tour.cast import Item, Visitor


@dataclass(frozen=True)
class Store:
    """Everything that is typed or shown on the storekeeper's day in one language.

    `fresh` is a part that is entered by hand; `package` is what a package is called, its code first, with the
    codes of its work and parts. Of the two parts of the `shelf` there is none: one is bought when it is low, the
    other when the `visitor`, who comes for the package too, needs it.
    """

    group: str
    fresh: Item
    oe_nos: tuple[str, str]
    caption: str
    shelf: tuple[Item, ...]
    visitor: Visitor
    operations: tuple[OperationData, ...]
    package: tuple[str, str]
    package_work: str
    package_parts: tuple[str, str]
    delivery_note: str
    finding: str
    carrier: str
    goes_back: str
    free_part: tuple[str, str]
    vendor: str
    buyer: str
    comes_back: str
    does_not_fit: str
    missing: str
    broken: tuple[str, str]


INVOICE = "26442000000118830421"
SERIALS = ("F00M-2604-0731", "F00M-1809-4415")
"""Of the new piece and of the old one."""

_Q = PartGrade.EQUIVALENT
_BARCODE = "6923450017788"

_CHINESE = Store(
    group="电器",
    fresh=Item("FDJ-140", "发电机", "法雷奥", "14V 140A", "台", _Q, 168_000, 98_000, "C-03", 0, 1, _BARCODE),
    oe_nos=("06H903023F", "06H903018"),
    caption="接线柱朝右",
    shelf=(
        Item("PD-6PK", "发电机皮带", "盖茨", "6PK1873", "条", _Q, 12_800, 6_200, "C-02", 0, 2),
        Item("ZJL-01", "皮带张紧轮", "舍弗勒", "534 0015 10", "个", _Q, 23_600, 14_500, "C-04", 0, 0),
    ),
    visitor=Visitor(
        "陈建华",
        "13828765510",
        "深圳市南山区南海大道 2036 号",
        "粤B8M3T6",
        "大众",
        "迈腾 2.0TSI",
        "LFV3A23C1G3082417",
        96_318,
        "充电指示灯亮，顺便做个小保养",
        "DQ02",
        "ZJL-01",
    ),
    operations=(),
    package=("TC-X1", "小保养套餐"),
    package_work="BY01",
    package_parts=("JY-5W30", "JL-001"),
    delivery_note="ZC-0408-05",
    finding="外壳有裂纹",
    carrier="顺丰速运",
    goes_back="型号发错，与订货不符",
    free_part=("H7 大灯灯泡", "DP-H7"),
    vendor="路口汽配店",
    buyer="隔壁修理铺老黄",
    comes_back="多买了一个",
    does_not_fit="滤芯型号不对，换一个",
    missing="上次领用少记一桶",
    broken=("DC-60", "存放过久，电压不足"),
)

_ENGLISH = Store(
    group="Electrical",
    fresh=Item(
        "AL-140", "Alternator", "Valeo", "14 V 140 A", "pc", _Q, 168_000, 98_000, "C-03", 0, 1, _BARCODE
    ),
    oe_nos=("06H903023F", "06H903018"),
    caption="Terminal on the right",
    shelf=(
        Item("BE-6PK", "Alternator belt", "Gates", "6PK1873", "pc", _Q, 12_800, 6_200, "C-02", 0, 2),
        Item("TN-01", "Belt tensioner", "INA", "534 0015 10", "pc", _Q, 23_600, 14_500, "C-04", 0, 0),
    ),
    visitor=Visitor(
        "Jeff Chen",
        "13828765510",
        "2036 Nanhai Avenue, Nanshan",
        "粤B8M3T6",
        "VW",
        "Magotan 2.0 TSI",
        "LFV3A23C1G3082417",
        96_318,
        "The charging lamp is on; a small service too, please",
        "EL03",
        "TN-01",
    ),
    operations=(
        OperationData("EL03", "Replace alternator", WorkType.ELECTRICAL, RepairCategory.MINOR_REPAIR, 150),
    ),
    package=("PK-S1", "Small service"),
    package_work="SV01",
    package_parts=("OL-5W30", "OF-001"),
    delivery_note="ZC-0408-05",
    finding="Housing cracked",
    carrier="SF Express",
    goes_back="Not the type that was ordered",
    free_part=("H7 bulb", "BU-H7"),
    vendor="Corner Parts Shop",
    buyer="Huang from the shop next door",
    comes_back="One too many",
    does_not_fit="Not the filter for this engine",
    missing="A can was drawn without a slip",
    broken=("BT-60", "Stood too long, voltage too low"),
)

STORES = {"zh_CN": _CHINESE, "en": _ENGLISH}
