"""`python -m sopgen` is `sopgen`."""

from sopgen.cli import main

main()
