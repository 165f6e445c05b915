"""Quality inspections: stages, results and what each stage looks at."""

from enum import StrEnum

from garage.i18n import N_


class InspectionStage(StrEnum):
    """Self → team leader → 100 % final (S1); level-2 and overhaul work adds diagnosis and in-process."""

    DIAGNOSIS = "DIAGNOSIS"
    IN_PROCESS = "IN_PROCESS"
    SELF = "SELF"
    LEADER = "LEADER"
    FINAL = "FINAL"
    HANDOVER = "HANDOVER"


class InspectionResult(StrEnum):
    """Passed, or sent back to work."""

    PASS = "PASS"
    FAIL = "FAIL"


CHECK_ITEMS: dict[InspectionStage, tuple[tuple[str, str], ...]] = {
    InspectionStage.DIAGNOSIS: (
        ("fault_reproduced", N_("Fault seen and reproduced")),
        ("cause_found", N_("Cause found")),
    ),
    InspectionStage.IN_PROCESS: (
        ("dimensions", N_("Wear and dimensions measured")),
        ("torque", N_("Tightening torques kept")),
        ("parts_right", N_("Parts fitted are those authorised")),
    ),
    InspectionStage.SELF: (
        ("work_done", N_("All work of my lines is done")),
        ("no_leaks", N_("No leaks, nothing loose")),
        ("tools_back", N_("Tools and rags out of the car")),
    ),
    InspectionStage.LEADER: (
        ("work_right", N_("Work matches the authorisation")),
        ("fasteners", N_("Safety fasteners checked")),
    ),
    InspectionStage.FINAL: (
        ("fault_gone", N_("Reported fault is gone")),
        ("road_test", N_("Road test or function test done")),
        ("brakes_lamps", N_("Brakes, lamps and steering checked")),
        ("fluids", N_("Fluid levels checked")),
    ),
    InspectionStage.HANDOVER: (
        ("lines_done", N_("Everything authorised is done on the car")),
        ("fault_gone", N_("Fault is gone")),
        ("old_parts", N_("Old parts are at hand for the customer")),
        ("clean", N_("Clean inside and outside")),
        ("nothing_left", N_("No tools, rags, nuts or bolts left in the car")),
        ("spare_tools", N_("Spare tyre and car tools are back")),
    ),
}
"""Items of each stage as (code, words); the handover items are those of S1 三 2 (C1)."""

WORK_ITEMS = frozenset({"lines_done", "fault_gone"})
"""Handover items that only the workshop can put right; the others are settled on the spot."""
