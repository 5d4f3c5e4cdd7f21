"""Read the hosted workflows as strictly as a reader of them could wish.

Comes in: a file of .github/workflows/. Goes out: its jobs and steps. Every scalar stays
text, so that ``on`` is a word and a version no number; a key met twice is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github" / "workflows"

Step = dict[str, Any]


class StrictLoader(yaml.BaseLoader):
    """Text alone, each key once."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        assert not twice, f"line {node.start_mark.line + 1}: {twice} stand twice"
        return super().construct_mapping(node, deep=True)


def load_workflow(path: Path) -> dict[str, Any]:
    """One workflow; fails where a key stands twice."""
    data = yaml.load(path.read_text(encoding="utf-8"), StrictLoader)
    assert isinstance(data, dict)
    return data


def steps_of(workflow: dict[str, Any]) -> list[Step]:
    """Every step, job after job as they are written."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]
