"""What a flowchart holds, whatever room it has: its chart, and its texts measured and set.

A flow that may share a page is laid out several times, and holds the same each time.
"""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct, field

from sopgen.document.page import Font
from sopgen.layout.flowchart.body import Compositor, least_heights
from sopgen.layout.flowchart.breaks import Breaks
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.scale import Measures, Scale
from sopgen.layout.flowchart.texts import Texts, measured_texts
from sopgen.layout.typeset import Typesetter
from sopgen.model.profile import Profile


class FlowContent(Struct, frozen=True, dict=True):
    """The `chart` of a flow, the ways to break its rows, texts and symbols in all sizes tried."""

    chart: Chart
    profile: Profile
    typesetter: Typesetter
    _measured: dict[Font, Texts] = field(default_factory=dict)
    _compositors: dict[Font, Compositor] = field(default_factory=dict)
    _floors: dict[tuple[Measures, Font, int], tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def breaks(self) -> Breaks:
        """The ways to break the rows into pages."""
        return Breaks(self.chart)

    def texts(self, font: Font) -> Texts:
        """Return the texts measured in `font`."""
        if font not in self._measured:
            found = measured_texts(self.chart, self.profile, font, self.typesetter)
            self._measured[font] = found
        return self._measured[font]

    def compositor(self, font: Font) -> Compositor:
        """Return who sets the texts in `font`."""
        if font not in self._compositors:
            words = self.texts(font).words
            found = Compositor(self.chart, self.profile, font, self.typesetter, words)
            self._compositors[font] = found
        return self._compositors[font]

    def floors(self, scale: Scale) -> tuple[int, ...]:
        """Return how high rows must be for symbols of this `scale`."""
        sizes = scale.measures, scale.font, scale.lane
        if sizes not in self._floors:
            self._floors[sizes] = tuple(least_heights(self.chart, scale))
        return self._floors[sizes]
