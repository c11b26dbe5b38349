"""The tour with pictures: every page and dialog of the real window, in two sizes.

`pictures` joins the tour and the screen, `studio` is a window and what is pressed in it,
`center` and `satellite` are what is seen there.
"""
