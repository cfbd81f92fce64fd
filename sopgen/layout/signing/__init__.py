"""Who signs where on a sheet, in which words, and how much room that takes."""
