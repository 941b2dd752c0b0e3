"""Fonts: families, their characters, what stands in for a missing one."""
