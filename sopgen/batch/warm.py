"""What a worker imports before it has work: everything that rendering needs."""

from sopgen.batch import rendering
from sopgen.writers import OFFICE, writer

__all__ = ["rendering"]

for each in OFFICE:
    writer(each)
