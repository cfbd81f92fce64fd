"""What a worker does before it has work: it imports everything that rendering needs.

What is there then stays, so the garbage collector need not look at it again and again;
and what an SOP leaves behind is mostly freed without it, so it comes seldom.
"""

import gc

from sopgen.project import working as rendering
from sopgen.writers import OFFICE, writer

__all__ = ["rendering"]

for each in OFFICE:
    writer(each)
gc.freeze()
gc.set_threshold(10_000, 20, 50)
