"""What lines are by themselves: how they look, and the shapes that need no judging."""
