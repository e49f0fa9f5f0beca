"""The measures of a layout: the lengths and sizes that its layout.yaml names, for one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from letterpress.manuscript import locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.manuscript.yaml.measures import Measure

Declared = Mapping[str, 'Measure | Mapping[str, Measure]']


@dataclass(frozen=True)
class Measures:
    """Named measures, as a template reads them: `measures.text`. What is not declared is not there.

    Lengths in mm, sizes of type in points; of several, a tuple; of sizes on leads, pairs.
    """

    _values: Mapping[str, Measure]

    def __getitem__(self, name: str) -> Measure:
        return self._values[name]

    def __dir__(self) -> list[str]:
        return [*self._values, 'on']

    def on(self, width: float, drawn: float) -> Measures:
        """Return the measures of a design, drawn `drawn` mm wide, on a sheet of `width` mm."""
        return Measures({name: _scaled(one, width / drawn) for name, one in self._values.items()})


def measures(declared: Declared, language: str) -> Measures:
    """Return the measures of a language: its own where it has one, else those of its direction."""
    ways = (language, language.partition('-')[0], locales.direction(language))
    return Measures(
        {
            name: next(value[way] for way in ways if way in value)
            if isinstance(value, Mapping)
            else value
            for name, value in declared.items()
        }
    )


def _scaled(measure: Any, factor: float) -> Any:
    if isinstance(measure, tuple):
        return tuple(_scaled(part, factor) for part in measure)
    return measure * factor
