"""The form: a definition as plain tables in a workbook, filled in by who does not write YAML.

`making` writes it, `tables` and `flows` understand what it says now, `taking` brings that into the
definition. Words that have a place of their own go the way of every edited sheet.
"""
