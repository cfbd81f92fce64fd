"""What workbooks and Word files have in common: their markup, and DrawingML in both."""
