"""The register of an agency's SOPs: what each is, when it is due, and where its files lie."""
