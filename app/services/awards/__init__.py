"""A slot that was won or waited for, and the booking it becomes."""
