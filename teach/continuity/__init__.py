"""The network that says whether words go on across a line end."""
