"""An edited sheet back into its definition: only what was changed, the rest byte for byte."""
