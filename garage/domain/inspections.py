"""Quality inspections: stages, results and what each stage looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from garage.i18n import N_


class InspectionStage(StrEnum):
    """Self → team leader → 100 % final (S1); level-2 and overhaul work adds diagnosis and in-process.

    WASH, or READY for a car that is not washed, is the look that nothing of ours is left in it (B8).
    """

    DIAGNOSIS = "DIAGNOSIS"
    IN_PROCESS = "IN_PROCESS"
    SELF = "SELF"
    LEADER = "LEADER"
    FINAL = "FINAL"
    WASH = "WASH"
    READY = "READY"
    HANDOVER = "HANDOVER"


class InspectionResult(StrEnum):
    """Passed, or sent back to work."""

    PASS = "PASS"
    FAIL = "FAIL"


_NOTHING_LEFT = (
    ("nothing_left", N_("Nothing of ours is left in the car")),
    ("belongings", N_("Belongings are in place as listed")),
)

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
    InspectionStage.WASH: (
        ("clean_inside", N_("Clean inside")),
        ("clean_outside", N_("Clean outside")),
        *_NOTHING_LEFT,
    ),
    InspectionStage.READY: _NOTHING_LEFT,
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

STANDARDS: dict[str, str] = {
    "fault_reproduced": N_("As described by the customer, or noted why not"),
    "cause_found": N_("Cause named; fault codes and measured values noted"),
    "dimensions": N_("Within the maker's limits"),
    "torque": N_("Torque and order as the maker prescribes"),
    "parts_right": N_("Part number and grade as authorised"),
    "work_done": N_("Every line of the job card ticked"),
    "no_leaks": N_("Dry after running warm; fasteners tight"),
    "tools_back": N_("Tools counted; work place clean"),
    "work_right": N_("Nothing missing, nothing more than agreed"),
    "fasteners": N_("Torque marked on wheels, brakes, steering, suspension"),
    "fault_gone": N_("Not reproducible under the same conditions"),
    "road_test": N_("No noise, pull or warning lamp"),
    "brakes_lamps": N_("Even braking, all lamps, steering without play"),
    "fluids": N_("Between the marks, no seepage"),
    "clean_inside": N_("Seats, carpets, glass"),
    "clean_outside": N_("Body, wheels, glass"),
    "nothing_left": N_("No tools, rags, protective covers or parts"),
    "belongings": N_("Compared with the reception sheet"),
    "lines_done": N_("Compared with the authorisation"),
    "old_parts": N_("Packed, unless waived or owed to the maker"),
    "clean": N_("No oil, no finger marks"),
    "spare_tools": N_("Compared with the reception sheet"),
}
"""What an item is held against, in short words for the inspection sheet (质检单)."""

WORK_ITEMS = frozenset({"lines_done", "fault_gone"})
"""Handover items that only the workshop can put right; the others are settled on the spot."""

DRIVEN = frozenset({InspectionStage.FINAL, InspectionStage.HANDOVER})
"""Stages at which the car may be driven, so that they take the odometer after it."""

LONGEST_ROAD_TEST_KM = 1_000
"""More than this between reception and road test is a typing error."""


def all_passed(stage: InspectionStage) -> dict[str, bool]:
    """Every item of a stage answered with yes."""
    return dict.fromkeys((code for code, _words in CHECK_ITEMS[stage]), True)


@dataclass(frozen=True)
class Checked:
    """One item as it was answered, with the measured value or what was seen."""

    code: str
    passed: bool
    note: str = ""


def write_answers(answers: Iterable[Checked]) -> str:
    """Answers as their inspection keeps them, one a line: `+code note` passed, `-code note` did not."""
    return "\n".join(f"{'+' if one.passed else '-'}{one.code} {one.note}".rstrip() for one in answers)


def read_answers(text: str) -> tuple[Checked, ...]:
    """What `write_answers` wrote."""
    lines = (line.partition(" ") for line in text.split("\n") if line)
    return tuple(Checked(code[1:], code.startswith("+"), note) for code, _space, note in lines)
