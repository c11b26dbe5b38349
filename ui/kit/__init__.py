"""What pages are built of. A page in full::

    class GroupsPage(Page):
        topics = frozenset({"group"})           # reloads when a group was changed
        hints = (("↑↓", "選ぶ"),)                # at the right of the status line
        help = "団体をさがします。\\n\\n名前、かな、番号、電話の下4桁で見つかります。"

        def __init__(self, t: Theme, ops: Ops, groups: Groups, clock: Clock) -> None:
            super().__init__(t, ops)
            self.presenter = GroupsPresenter(groups, self.ops, self)  # self.ops, not ops
            name = TextField(t, "name", "団体名", most=60, need=True, help="申請書どおり")
            kana = KanaField(t, "kana", "フリガナ", most=80, follows=name, need=True)
            day = DateField(t, "founded", "設立年月日", clock)
            self.form = Form(t, [name, kana, [day, PhoneField(t, "phone", "電話")]])
            self.form.confirmed.connect(self.presenter.register)   # {name: value}
            self.form.edited.connect(self._keep_draft)             # form.values()
            go = Button(t, "登録する", "Ctrl+Enter", "primary")
            go.clicked.connect(self.form.confirm)
            foot = host(row(t, None, go, margins=(16, 8, 16, 12)), "foot")
            body = Scroll(t, col(t, self.form, None, margins=(16, 8, 16, 8)))
            panel = host(col(t, body, foot), "panel")
            self.setLayout(row(t, host(self._list()), panel, gap=0))

        def reload(self) -> None:               # first show, F5, a topic changed
            self.presenter.reload()

        def keep(self) -> object:               # before a rebuild (scale, look, width)
            return self.form.values()

        def take_up(self, kept: object) -> None:
            self.form.fill(kept)

Every widget takes the `Theme` first; every number is px at 100 %. Pages never style
themselves: grounds are named in `layout.Ground`, colors are roles of `palette.Palette`.

The presenter (no Qt) speaks to `ui.contracts.OpRunner`::

    self._ops.command(
        lambda: self._groups.register(self._staff, wish),   # on the worker: -> Outcome
        done=self._registered,                              # on the main thread
        refused=self._view.refused_registration,
    )

    def _registered(self, outcome: Outcome[Group]) -> None:
        self._view.say("花の会を登録しました。", Undo("花の会の登録", self._take_back))

A refusal: `form.show_refusal(refusal)` puts it at its field and says whether it could;
else `page.show_refusal(refusal)` shows a box, and `dialog.tell_refusal` one with
`Alternative`s to press. Without `refused=` the window shows the box by itself. What is
no refusal is a bug: one crash window, one log; no page catches it.

Long work (papers, workbooks): `self.ops.long(lambda progress: ..., done)`; the status
line shows it and can stop it. `page.asked.emit("bookings", request)` opens another page,
which gets `receive(request)`; pages never import each other.

`ui/main.py` registers a page as `PageEntry("groups", "団体", "group", factory)` with
`factory: Theme -> Page`; `ui/shell` knows no page by name.

Where things are: theme, palette, style (tokens) · paint (text, caps, ring) · text,
buttons, signs, lines, tabs, steps (small widgets) · layout · line_edit, fields,
fields_date, fields_choice, form · row_table, table_view, grid (tables) ·
dialog, bugs, crash · ops, page · pdf_preview, printer · shots, review (pictures, faults).
"""
