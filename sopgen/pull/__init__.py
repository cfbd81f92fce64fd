"""An edited file back into its definition: base, edited, difference, merge."""
