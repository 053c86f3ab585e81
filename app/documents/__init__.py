"""A text as a tree of paragraphs and the steps that change it; pure, knows no database."""
