"""How fast the program is, each act beside the simplest thing that does the same; see docs/benchmarks.md."""
