"""Measure qualities and speeds; figures go to docs/benchmarks.md."""
