"""Choose among the attempts at one flowchart: the fewest pages, then the largest type."""

from __future__ import annotations

from collections import Counter

from sopgen.layout.flowchart.attempts import Attempt, attempts, last_resorts
from sopgen.layout.flowchart.fitting import Fit, Layout
from sopgen.layout.flowchart.routed import Routed
from sopgen.layout.flowchart.task import FlowTask
from sopgen.problems.problem import Problem

_ANY = 1 << 20
"""More pages than any flow takes."""

_MISSES = 2
"""Attempts that ask for more pages than their rows take, until the tightest one is asked."""


def best_fit(task: FlowTask) -> Fit | Problem | None:
    """Return the layout on the fewest pages in the largest type, or why there is none.

    None where none is of use.
    """
    routed = Routed()
    choice = _Choice(task, routed)
    return choice.best() or (None if task.fewer else _at_last(task, routed))


class _Choice:
    """The search among all attempts; only what may take the fewest pages is routed.

    No attempt takes fewer pages than `_floor`: where two of them do not do with as many as their
    rows take, the tightest one tells whether any does.
    """

    def __init__(self, task: FlowTask, routed: Routed) -> None:
        self._task, self._routed = task, routed
        self._attempts = attempts(task.desk.profile, task.size)
        self._waiting: list[tuple[int, int, Layout]] = []
        self._failed: dict[int, int] = {}
        self._best: Fit | None = None
        self._tightest: tuple[int, Fit] | None = None
        self._floor = 1

    def best(self) -> Fit | None:
        """Return the layout on the fewest pages, the most generous of them; None if none fits.

        An attempt whose lines ask for more pages than its rows did makes way for tighter ones.
        """
        following, missed = 0, Counter[int]()
        while not self._routed.is_tired:
            self._look_ahead(following)
            if not self._waiting:
                break
            pages, number, layout = self._waiting.pop()
            if self._best is not None and pages >= len(self._best.plans):
                break
            self._try(number, layout)
            if self._best is not None and len(self._best.plans) <= pages:
                break
            missed[pages] += 1
            others = self._waiting or self._best is not None
            if others and missed[pages] == _MISSES and not self._may_do_with(pages, number):
                self._floor = pages + 1
            following = number + 1
        return self._best

    def _try(self, number: int, layout: Layout) -> bool:
        """Make an attempt; tell whether it is the best so far."""
        found = self._fit(number, layout)
        if isinstance(found, Fit) and len(found.plans) < self._most():
            self._best = found
            return True
        if not isinstance(found, Fit):
            self._failed[number] = layout.fewer or _ANY
        return False

    def _may_do_with(self, pages: int, number: int) -> bool:
        """Tell whether an attempt after `number` may do with so many pages."""
        last = len(self._attempts) - 1
        if number == last:
            return False
        found = self._layout(last, pages + 1).fit()
        if isinstance(found, Fit):
            self._tightest = pages + 1, found
        return isinstance(found, Fit)

    def _fit(self, number: int, layout: Layout) -> Fit | Problem | None:
        """Return what an attempt comes to; the tightest one may have been asked before."""
        if self._tightest is not None and number == len(self._attempts) - 1:
            fewer, found = self._tightest
            if fewer == layout.fewer:
                return found
        return layout.fit()

    def _layout(self, number: int, fewer: int | None) -> Layout:
        return Layout(self._task, self._attempts[number], self._routed, fewer)

    def _look_ahead(self, first: int) -> None:
        """Line up the attempts from `first` on that may take fewer pages than all before."""
        for number in range(first, len(self._attempts)):
            fewer = self._waiting[-1][0] if self._waiting else self._most()
            if fewer <= self._floor or not self._may_save_beyond(number, fewer):
                return
            if fewer <= self._failed.get(number, 0):
                continue
            layout = self._layout(number, None if fewer == _ANY else fewer)
            if layout.least_pages is not None:
                pages = max(layout.least_pages, self._floor)
                self._waiting.append((pages, number, layout))

    def _may_save_beyond(self, number: int, fewer: int) -> bool:
        """Tell whether attempts from `number` on may take fewer pages than that.

        The tightest one tells. Its texts are to be measured for that, so they are asked only where
        those of another size than before would be measured next.
        """
        if fewer == _ANY or not number:
            return True
        tightest = self._layout(len(self._attempts) - 1, fewer)
        before, here = self._attempts[number - 1], self._attempts[number]
        return tightest.symbols_may_save if before.size == here.size else tightest.may_save

    def _most(self) -> int:
        """Return the number of pages below which a layout is of use."""
        if self._best is not None:
            return len(self._best.plans)
        return self._task.fewer or _ANY


def _at_last(task: FlowTask, routed: Routed) -> Fit | Problem:
    """Return the layout of the first resort that helps, else why legible lanes do not."""
    *resorts, legible, narrow, cut = last_resorts(task.desk.profile)
    for attempt in resorts:
        if routed.is_exhausted:
            break
        found = Layout(task, attempt, routed, None).fit()
        if isinstance(found, Fit):
            return found
    told = resort(task, legible)
    if isinstance(told, Fit):
        return told
    for attempt in (narrow, cut):
        found = resort(task, attempt)
        if isinstance(found, Fit):
            return found
    return told


def resort(task: FlowTask, attempt: Attempt) -> Fit | Problem:
    """Return what a last `attempt` comes to, however many pages it takes and whatever was tried.

    What fits is not refused because other attempts took long.
    """
    found = Layout(task, attempt, Routed(), None).fit()
    assert found is not None
    return found
