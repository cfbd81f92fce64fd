"""Changes of a definition as changes of its text: all other lines and comments stay.

`scalars` spells a value where it stands. `asking` says what a revision is to change,
`changes` finds the values that it means, `revising` applies it to files, `notice` and
`publishing` tell people about it; `mending` repairs what the reviewer is sure of, `new`
writes a first definition.
"""
