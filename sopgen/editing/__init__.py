"""The change that starts a batch: set values over many definitions, or in a letterhead.

`asking` says what is to change, `changes` finds the values it means, `scalars` writes
them into the text, `files` applies it all to files, `notice` tells people about it.
"""
