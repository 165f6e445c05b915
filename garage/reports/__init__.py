"""Paper: a document dataclass in, a PDF out."""
