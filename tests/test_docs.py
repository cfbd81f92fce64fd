"""What the docs point at is there: files, headings, commands and their options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sopgen.cli import main

ROOT = Path(__file__).parent.parent
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_COMMAND = re.compile(r"\bsopgen ((?:[a-z]+\b)[^`\n|”]*)")
_OPTION = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")


def words(page: Path) -> str:
    return page.read_text(encoding="utf-8").replace("\\\n", " ")


def anchors(page: Path) -> set[str]:
    """Return what GitHub calls the headings of `page`."""
    headings = _HEADING.findall(_FENCED.sub("", words(page)))
    return {re.sub(r"[^\w\- ]", "", each.strip().lower()).replace(" ", "-") for each in headings}


def in_code(page: Path) -> Iterator[str]:
    """Yield what stands as code: lines of blocks without their comments, and single words."""
    text = words(page)
    for block in _FENCED.findall(text):
        yield from (line.partition(" #")[0] for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", _FENCED.sub("", text))


def commands(page: Path) -> Iterator[tuple[click.Command, str, str]]:
    """Yield the commands of `page`, each with its name and what stands behind it."""
    for code in in_code(page):
        for found in _COMMAND.findall(code):
            name, _, rest = found.partition(" ")
            known = main.commands.get(name)
            while isinstance(known, click.Group) and rest:
                inner, _, rest = rest.partition(" ")
                known = known.commands.get(inner)
            assert known is not None, f"{page.name}: sopgen {found}"
            yield known, found, rest


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(_FENCED.sub("", words(page))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = page.parent / name if name else page
        assert there.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(there), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_is_named_is_there(page: Path) -> None:
    for command, said, rest in commands(page):
        known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
        for option in _OPTION.findall(re.sub(r'"[^"]*"', "", rest.partition("&&")[0])):
            assert option in known | {"--help"}, f"{page.name}: sopgen {said}"


def test_the_commands_are_found_in_the_guide() -> None:
    named = {said.partition(" ")[0] for _, said, _ in commands(ROOT / "docs" / "panduan.md")}
    assert {"init", "new", "build", "lint", "status", "archive", "pull", "import"} <= named
