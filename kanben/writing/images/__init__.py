"""Pictures: looked at, refused if unsound, taken from the folder of the publication."""
