"""Compare what an edition says with what its manuscript claims, matter by matter."""
