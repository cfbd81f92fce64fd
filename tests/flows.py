"""Flows made for a test from their steps."""

from textwrap import dedent

from sopgen.definition.composer import compose
from sopgen.definition.validation import validated
from sopgen.model.flow import Flow


def flow_of(langkah: str, lanes: str = "a b c d") -> Flow:
    """Return the flow of these steps, each lane named after its id."""
    text = "langkah:\n" + dedent(langkah).strip("\n") + "\npelaksana:\n"
    text += "".join(f"  {lane}: Kolom {lane}\n" for lane in lanes.split())
    composition = compose(text)
    assert composition.root is not None
    assert composition.problems == ()
    result = validated(Flow, composition.root)
    assert result.model is not None
    assert result.problems == ()
    return result.model
