"""A table to type into: rows of text, checked cell by cell, with undo.

::

    columns = [EditColumn("name", "氏名", 160, need=True, check=...), ...]
    table = EditTable(t, "名簿", columns)
    table.show_rows([EditRow(("髙橋 節子", ...), key=line_id), ...])
    table.edited.connect(...)       # once per pause: time to keep `rows()` as a draft
    table.pasted.connect(...)       # several cells were pasted: the text of them all
    if table.read():                # else the first cell that is wrong has the focus
        save(table.rows())
    table.show_faults({(3, "kana"): "…"})   # what a use case says of `rows()`

Enter and Tab go to the next cell, typing replaces what stands there, F2 corrects it,
Ctrl+Z takes a change back while the table has the focus. `rows` is plain Python; `model`
and `view` are Qt's table, so that a screen reader meets one.
"""
