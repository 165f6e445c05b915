"""Rows: what is stored, one module per aggregate."""
