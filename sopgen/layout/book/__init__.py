"""Lay out a book: what stands before its sheets, the sheets themselves, and what stands behind."""
