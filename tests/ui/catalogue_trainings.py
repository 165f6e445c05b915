"""Forms of training records, for the catalogue."""

from datetime import timedelta
from typing import Any

from garage.services import training_rows, trainings
from garage.services.training_rows import TrainingFilter, TrainingRow
from garage.services.trainings import TrainingData
from garage.ui.desk import Desk
from garage.ui.forms.training import TrainingForm, void_form
from garage.ui.forms.training_list import PersonTrainings


def a_training(desk: Desk, subject: str = "新能源汽车高压安全操作与应急救援（复训）") -> TrainingRow:
    """A certificate of the acting person that runs out in three weeks; recorded once."""
    today = desk.today()
    for row in training_rows.every(desk.by(), TrainingFilter(desk.person.id, subject)):
        return row
    data = TrainingData(
        subject,
        today - timedelta(days=700),
        hours_centi=1_650,
        trainer="市应急管理局特种作业培训中心",
        certificate_no="T440301198601010011",
        valid_until=today + timedelta(days=21),
        note="复审时带身份证、原证和两张照片",
    )
    return training_rows.one(trainings.record(desk.by(), [desk.person.id], data)[0])


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "training": ("receive", lambda desk, _page: TrainingForm(desk)),
        "training_changed": ("receive", lambda desk, _page: TrainingForm(desk, row=a_training(desk))),
        "training_next": ("receive", lambda desk, _page: TrainingForm(desk, after=a_training(desk))),
        "training_voided": ("receive", lambda desk, _page: void_form(desk, None, a_training(desk))),
        "person_trainings": (
            "receive",
            lambda desk, _page: PersonTrainings(desk, None, a_training(desk).staff_id, desk.person.name),
        ),
    }
