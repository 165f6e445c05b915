"""The main window: tabs, search, menu, scanner and the line at the bottom."""

from garage.ui.main_window.window import MainWindow, last_person

__all__ = ["MainWindow", "last_person"]
