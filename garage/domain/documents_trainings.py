"""Papers of training: what one person learned, and everybody's courses of a year."""

from dataclasses import dataclass
from datetime import date

from garage.domain.documents import Imprint, Letterhead
from garage.domain.lines import WorkType
from garage.domain.staff import Role
from garage.domain.trainings import TrainingResult, Validity


@dataclass(frozen=True)
class TrainingLine:
    """One record that stands; `stands` is None for who failed."""

    who: str
    held_on: date
    subject: str
    hours_centi: int
    trainer: str
    result: TrainingResult
    certificate_no: str
    valid_until: date | None
    stands: Validity | None
    note: str = ""


@dataclass(frozen=True)
class TrainingCard:
    """员工培训档案: the courses of one person, the last one first."""

    garage: Letterhead
    imprint: Imprint
    number: str
    day: date
    name: str
    phone: str
    team: str
    roles: tuple[Role, ...]
    trades: tuple[WorkType, ...]
    lines: tuple[TrainingLine, ...]


@dataclass(frozen=True)
class TrainingYear:
    """年度培训记录: the courses of everybody in a year, the last one first."""

    garage: Letterhead
    imprint: Imprint
    number: str
    year: int
    lines: tuple[TrainingLine, ...]
