"""Which version of the program this is, as it tells and as its files carry."""

__version__ = "0.1.0"
