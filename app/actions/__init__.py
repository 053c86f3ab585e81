"""Who will do what, and by when: notes to questions of kind *actions*, read as such. Pure but for
`listing.py`; the text of a note stays the truth, and nothing is stored beside it."""
