"""The words for the enum members of training."""

from enum import Enum

from garage.domain.trainings import TrainingResult, Validity
from garage.i18n import N_

TRAININGS: tuple[dict[Enum, str], ...] = (
    {
        TrainingResult.PASSED: N_("Exam passed"),
        TrainingResult.TOOK_PART: N_("Took part"),
        TrainingResult.FAILED: N_("Exam failed"),
    },
    {
        Validity.GOOD: N_("Still valid"),
        Validity.ENDING: N_("Runs out soon"),
        Validity.ENDED: N_("Has run out"),
        Validity.RENEWED: N_("Renewed"),
    },
)
