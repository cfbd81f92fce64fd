"""What all tests share: how hypothesis searches, `--accept` for goldens, `--long` for a release.

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
    parser.addoption("--long", action="store_true", help="also run what takes an hour")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    skipped = pytest.mark.skip(reason="takes an hour; run it with --long")
    for item in items:
        if "long" in item.keywords:
            item.add_marker(skipped)
