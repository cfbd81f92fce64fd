"""What the parts of our files are called that carry the source and tell of the SOP.

Writers put them there and readers look for them, so both know these names and not each
other.
"""

SOURCE_NAMESPACE = "urn:sopgen:sumber:1"
"""The namespace of the part of custom XML that holds the source in a Word file."""

SOURCE_SHEET = "_sop"
"""The hidden sheet that holds the source in a workbook."""

SOP_NAMESPACE = "urn:sopgen:sop:1#"
"""The namespace of our own properties in the XMP of a PDF (ISO 16684-1)."""
