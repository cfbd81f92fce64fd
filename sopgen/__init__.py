"""Official SOP AP sheets, from structured definitions to DOCX, XLSX and PDF."""

__version__ = "0.1.0"
