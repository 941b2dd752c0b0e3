"""What only old prints have: metre without punctuation, notes in small type."""
