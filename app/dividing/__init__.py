"""Which piece of a text answers which prompt: by headings, numbers and the prompts' own words.

Pure: it knows no database, and neither walls nor rooms; both have their texts divided by it.
"""
