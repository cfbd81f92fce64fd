"""What all tests share: how hypothesis searches, and `--accept` for the goldens.

Without `SOPGEN_EXPLORE` every run tries the same examples.
"""

import os

import pytest
from hypothesis import settings

settings.register_profile(
    "sopgen", deadline=None, database=None, derandomize="SOPGEN_EXPLORE" not in os.environ
)
settings.load_profile("sopgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden layouts")
