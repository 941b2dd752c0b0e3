"""The text as finders of names see it: its kind, its words, its tags, what was sighted in it."""
