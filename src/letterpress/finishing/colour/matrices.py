"""Matrices of PDF (ISO 32000-2, 8.3.3): [a b c d e f], from one space to the one around it."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top
Point = tuple[float, float]

NONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that goes through `inner`, then through `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def at(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale(matrix: Matrix) -> float:
    """Return by how much lengths grow, in the middle of all directions."""
    a, b, c, d, _, _ = matrix
    return abs(a * d - b * c) ** 0.5 or 0.0


def back(matrix: Matrix) -> Matrix:
    """Return the inverse. Raises ZeroDivisionError for a matrix that flattens everything."""
    a, b, c, d, e, f = matrix
    whole = a * d - b * c
    return (
        d / whole,
        -b / whole,
        -c / whole,
        a / whole,
        (c * f - d * e) / whole,
        (b * e - a * f) / whole,
    )


def around(points: list[Point]) -> Box:
    """Return the box around some points (at least one)."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def moved(box: Box, matrix: Matrix) -> Box:
    """Return the box around a box that was moved."""
    left, bottom, right, top = box
    return around(
        [at(matrix, x, y) for x, y in ((left, bottom), (right, bottom), (right, top), (left, top))]
    )


def is_upright(matrix: Matrix) -> bool:
    """Tell whether boxes stay boxes: nothing is slanted, and turned by right angles alone."""
    a, b, c, d, _, _ = matrix
    return abs(b) + abs(c) < 1e-9 or abs(a) + abs(d) < 1e-9


def both(one: Box, other: Box) -> Box:
    """Return what two boxes share; it is empty (right below left) where they share nothing."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def cut(points: list[Point], box: Box) -> list[Point]:
    """Return the part of a polygon (or of a line, which is one of two points) inside a box."""
    for side in range(4):
        kept: list[Point] = []
        for here, there in zip(points, [*points[1:], *points[:1]], strict=True):
            inside, beyond = _within(here, side, box), _within(there, side, box)
            if inside:
                kept.append(here)
            if inside is not beyond:
                kept.append(_crossed(here, there, side, box))
        points = kept
    return points


def _within(point: Point, side: int, box: Box) -> bool:
    at = point[side % 2]
    return at >= box[side] if side < 2 else at <= box[side]


def _crossed(one: Point, other: Point, side: int, box: Box) -> Point:
    axis = side % 2
    share = (box[side] - one[axis]) / (other[axis] - one[axis])
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
