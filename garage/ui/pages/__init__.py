"""Pages: one tab of the main window each."""
