"""Rules: pure functions and frozen dataclasses; no Qt, no database, no files, no clock."""
