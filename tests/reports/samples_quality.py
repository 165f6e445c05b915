"""Inspections and certificate of the same car: a level-2 service that was sent back once."""

from dataclasses import replace
from datetime import date

from garage.domain.documents_quality import (
    CheckedItem,
    CompletionCertificate,
    InspectionRound,
    InspectionSheet,
)
from garage.domain.inspections import CHECK_ITEMS, InspectionResult, InspectionStage
from garage.domain.warranty import RepairCategory
from tests.reports.samples import GARAGE, HEAD, IMPRINT, NOW


def inspected(
    stage: InspectionStage,
    inspector: str,
    hour: int,
    *,
    time: int = 1,
    failed: str = "",
    notes: dict[str, str] | None = None,
    remark: str = "",
    road_test_km: int | None = None,
) -> InspectionRound:
    items = tuple(
        CheckedItem(code, code != failed, (notes or {}).get(code, "")) for code, _words in CHECK_ITEMS[stage]
    )
    result = InspectionResult.FAIL if failed else InspectionResult.PASS
    at = NOW.replace(hour=hour, minute=12)
    return InspectionRound(stage, time, result, inspector, at, items, remark, road_test_km)


def inspection_sheet() -> InspectionSheet:
    """A level-2 service that was sent back once at the final inspection."""
    stage = InspectionStage
    return InspectionSheet(
        garage=GARAGE,
        imprint=IMPRINT,
        head=replace(HEAD, category=RepairCategory.SERVICE_LEVEL_2),
        rounds=(
            inspected(
                stage.DIAGNOSIS, "孙小明", 9, notes={"cause_found": "前制动片余厚 2.1 mm;故障码 P0121"}
            ),
            inspected(
                stage.IN_PROCESS, "赵铁柱", 11, notes={"dimensions": "制动盘厚 21.8 mm，端面跳动 0.03 mm"}
            ),
            inspected(stage.SELF, "赵铁柱", 13),
            inspected(stage.LEADER, "钱班长", 14, remark="更换前制动片并车削制动盘，异响消除。"),
            inspected(
                stage.FINAL,
                "周质检",
                14,
                failed="road_test",
                notes={"road_test": "60 km/h 制动时方向盘抖动"},
                remark="重新车削右前制动盘并复查跳动量。",
                road_test_km=86_415,
            ),
            inspected(stage.SELF, "赵铁柱", 15, time=2),
            inspected(stage.LEADER, "钱班长", 16, time=2),
            inspected(
                stage.FINAL,
                "周质检",
                16,
                time=2,
                notes={"brakes_lamps": "左 2.9 kN / 右 2.8 kN"},
                road_test_km=86_419,
            ),
            inspected(stage.WASH, "李晓燕", 17),
        ),
        mechanics=("赵铁柱", "孙小明"),
    )


def certificate(*, required: bool = True) -> CompletionCertificate:
    return CompletionCertificate(
        garage=GARAGE,
        imprint=IMPRINT,
        head=HEAD,
        number="QC-2026-00017",
        required=required,
        categories=(RepairCategory.SERVICE_LEVEL_2, RepairCategory.MINOR_REPAIR)
        if required
        else (RepairCategory.MINOR_REPAIR,),
        authorisation_no="WO-2026-00123-A1",
        completed_at=NOW.replace(hour=16, minute=12),
        odometer_km=86_419,
        inspector="周质检",
        issued_on=date(2026, 11, 21),
        warranty=((RepairCategory.SERVICE_LEVEL_2, 5_000, 30), (RepairCategory.MINOR_REPAIR, 3_000, 30)),
    )
