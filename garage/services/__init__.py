"""Acts: one function per user intention, each one transaction with its audit rows."""
