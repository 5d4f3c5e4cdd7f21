"""Circles of relations: all of them, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builder.scrutiny.dates import find_circles

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24)


def reachable(edges: list[tuple[str, str]], start: str) -> set[str]:
    found: set[str] = set()
    left = [b for a, b in edges if a == start]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += [b for a, b in edges if a == name]
    return found


@given(EDGES)
def test_two_events_are_on_a_circle_if_each_is_reached_from_the_other(
    numbers: list[tuple[int, int]],
) -> None:
    edges = [(str(a), str(b)) for a, b in numbers if a != b]
    home = find_circles(edges)
    names = {name for edge in edges for name in edge}
    for one in names:
        for other in names - {one}:
            together = other in reachable(edges, one) and one in reachable(edges, other)
            assert (home.get(one, -1) == home.get(other, -2)) is together


def test_a_long_chain_is_no_circle_until_it_is_closed() -> None:
    chain = [(str(n), str(n + 1)) for n in range(20_000)]
    assert find_circles(chain) == {}
    assert len(set(find_circles([*chain, ("20000", "0")]).values())) == 1
