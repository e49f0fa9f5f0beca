"""What must be made, what is fresh, who makes it, where it goes: the only package that touches the world.

In comes a project folder and the wishes of the command line; out come artefacts in build/ and findings. Files, clock,
environment: `workshop`. Processes: `workers`. Everything else here decides and asks those two.
"""
