"""What the index marks in the manuscript, and what the editor said of it."""
