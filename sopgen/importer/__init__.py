"""An old sheet into a new definition: drafted, with its doubts, and checked by building it."""
