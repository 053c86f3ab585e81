"""Norwegian words: their forms in both written forms, and what compounds are made of.

Pure: it knows neither a database nor the web, and answers the same on every machine.
"""
