"""抽選: a frozen list, a public seed, and what follows from both."""
