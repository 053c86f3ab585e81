"""The database: one store for reading and writing, one writer that commits."""
