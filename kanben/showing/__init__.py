"""Show what was made: catalogue and review pages."""
