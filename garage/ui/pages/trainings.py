"""Training: who was taught what, and whose certificates run out (H3)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from garage.ui.desk import Desk
from garage.ui.forms.training_list import TrainingList


class TrainingsPage(QWidget):
    """Everybody's records in one list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainings_page")
        self.list = TrainingList(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
