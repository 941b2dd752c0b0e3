"""Read sources into manuscripts: lines, reflow, repairs."""
