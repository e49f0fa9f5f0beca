"""What the commands about local groups do: take a list of them over, and say who calls for what."""
