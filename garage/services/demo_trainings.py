"""The training of the demo: courses of the last years, one certificate about to run out, one that was renewed."""

from datetime import timedelta

from garage.domain.dates import months_after
from garage.domain.staff import Role
from garage.domain.trainings import TrainingResult
from garage.services import staff, trainings
from garage.services.command import By
from garage.services.trainings import TrainingData

_ELECTRICIAN = "低压电工特种作业"
_HIGH_VOLTAGE = "新能源汽车高压安全"
_ENDS_IN = 18
"""Days until the certificate that Today speaks of."""


def record(owner: By) -> None:
    """What the people of the workshop learned, as it was recorded with the program's first evening."""
    mechanics = [one.id for one in staff.people(Role.MECHANIC)]
    ends = owner.today + timedelta(days=_ENDS_IN)
    held = months_after(ends, -36)
    centre, passed = "市应急管理培训中心", TrainingResult.PASSED
    older = months_after(held, -36)
    first = TrainingData(_ELECTRICIAN, older, 8000, centre, passed, "T4403-0198", held)
    again = TrainingData(_ELECTRICIAN, held, 2400, centre, passed, "T4403-0731", ends, "复审合格")
    trainings.record(owner, mechanics[:1], first)
    trainings.record(owner, mechanics[:1], again)
    voltage = months_after(owner.today, -8)
    maker = "厂家技术培训"
    trainings.record(
        owner,
        mechanics[1:3],
        TrainingData(_HIGH_VOLTAGE, voltage, 1600, maker, passed, "", months_after(voltage, 24)),
    )
    failed = TrainingData(_HIGH_VOLTAGE, voltage, 1600, maker, TrainingResult.FAILED, note="实操补考待定")
    trainings.record(owner, mechanics[3:4], failed)
    everybody = [one.id for one in staff.people()]
    drill = TrainingData(
        "消防与灭火器使用", months_after(owner.today, -1), 200, "安全员", TrainingResult.TOOK_PART
    )
    trainings.record(owner, everybody, drill)
