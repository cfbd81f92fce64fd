"""Exit codes of the commands, besides 0 and click's 2 for a command that is wrong."""

PROBLEMS, UNUSABLE, INTERRUPTED = 1, 3, 130
