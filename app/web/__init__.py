"""Pages, headers, forms and errors: what every route of every package shares."""
