"""Changes of a definition as changes of its text: all other lines and comments stay.

`asked` lists the operations, `operations` does them on the text and `modelled` on the
plain data that the text must give afterwards; `entries` cuts lists and maps into pieces,
`splicing` changes words inside a value, `written` spells a new one, `references` knows who
names whom in a flow.

`scalars` spells a single value where it stands. `asking` says what a revision is to
change, `changes` finds the values that it means, `revising` applies it to files, `notice`
and `publishing` tell people about it; `mending` repairs what the reviewer is sure of, `new`
writes a first definition.
"""
