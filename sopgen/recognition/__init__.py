"""Understand what is seen on a sheet: lanes, rows, symbols and arrows, each with its doubts."""
