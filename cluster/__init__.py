"""What several processes on one machine need around them; for `make cluster` and for tests."""
