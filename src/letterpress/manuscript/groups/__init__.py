"""Local groups: who calls for which event, what each wants printed, and what the world may know.

In come content/groups/*.yaml, out go groups, each checked, and of each its public part.
"""
