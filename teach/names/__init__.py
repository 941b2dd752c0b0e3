"""The tagger that knows names, and the scales on which candidates for an index are weighed."""
