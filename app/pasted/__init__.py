"""A text that was pasted whole, divided over the prompts that it answers: offered, done, undone."""
