"""Answers: their documents, the steps that change them, and what can be read out of them."""
