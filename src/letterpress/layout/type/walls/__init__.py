"""The wall of names: measured names and a frame come in, each name in its place goes out.

Few names are a choice among rows and sizes (`wall`); of many, rows come out even anyway, and what
counts is how many they are (`crowd`).
"""
