"""The main window: tabs, search, menu, scanner and the line at the bottom."""

from garage.ui.main_window.window import MainWindow

__all__ = ["MainWindow"]
