"""After-sales desk of a small independent garage: customers, work orders, parts, money and papers."""

__version__ = "0.1.0"
