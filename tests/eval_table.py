"""The figures on the development sets, as one table: ``make eval EVAL=folder``.

Comes in: the folder of the evaluation kit, which is no part of this project. Goes out:
a row per corpus and figure; its columns are the kit's own floor, the program with the
package's data, and the program with this project's lists besides. The exit status is
0 where every line that must be reached is, 1 where one is not, 2 without a kit.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tests import adapters

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("floor", "package", "content")
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Corpus:
    """One development set, and the floor of its kit."""

    kit: str
    name: str
    floor: str
    options: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return " ".join((self.kit, self.name, *self.options))


UNDATED = "undated"
"""The texts are read without their date of publication."""

CORPORA = (
    Corpus("dates", "seeds", "written_out"),
    Corpus("dates", "fr_news_dev", "written_out"),
    Corpus("dates", "fr_news_dev", "written_out", (UNDATED,)),
    Corpus("dates", "en_news_dev", "written_out"),
    Corpus("dates", "en_news_dev", "written_out", (UNDATED,)),
    Corpus("dates", "duckling_fr", "written_out"),
    Corpus("dates", "recognizers_fr", "written_out"),
    Corpus("dates", "recognizers_en", "written_out"),
    Corpus("citations", "seeds", "floor"),
    Corpus("citations", "ud_fr_dev", "floor"),
    Corpus("citations", "ud_en", "floor"),
    Corpus("citations", "en_news_dev", "floor"),
    Corpus("incidents", "seeds", "singletons"),
    Corpus("incidents", "en_articles_a", "singletons"),
    Corpus("incidents", "en_articles_b", "singletons"),
    Corpus("reports", "seeds", "sentences"),
)

MUST: dict[str, dict[str, float]] = {
    "dates seeds": {"day F1": 85},
    "dates fr_news_dev": {
        "strict F1": 91, "relaxed F1": 95, "value F1": 80, "day F1": 80,
    },
    "dates fr_news_dev undated": {"honest F1": 28},
    "dates en_news_dev": {"relaxed F1": 93, "value F1": 81},
    "citations seeds": {"end to end iou80 F1": 90},
    "citations ud_fr_dev": {"iou80 F1": 70, "end to end iou80 F1": 65},
    "citations ud_en": {"iou80 F1": 80},
    "citations en_news_dev": {"iou30 F1": 56, "end to end iou30 F1": 43},
    "incidents seeds": {"b3": 0.86, "decidable pairs": 0.65},
    "incidents en_articles_a": {"b3": 0.92},
    "incidents en_articles_b": {"b3": 0.95},
    "reports seeds": {"passages F1": 60, "speaker": 75, "numbers F1": 70, "b3": 0.84},
}  # fmt: skip
"""By row and figure, what the package alone has to reach."""
AT_MOST: dict[str, dict[str, float]] = {
    "dates seeds": {"wrong": 0},
    "dates fr_news_dev undated": {"wrong": 12},
    "citations seeds": {"inside noise": 0, "on look-alikes": 2},
    "incidents seeds": {"look-alikes merged": 0},
    "reports seeds": {"look-alikes merged": 0, "date wrong": 5},
}


def measure(folder: str, corpus: Corpus, column: str) -> tuple[Figures, float]:
    """Figures of one corpus and the seconds they took; runs in a worker."""
    if folder not in sys.path:
        sys.path.insert(0, folder)
    if column == "floor":
        find = getattr(import_module(f"{corpus.kit}.floors"), corpus.floor)
    else:
        known = adapters.load_knowledge(with_content=column == "content")
        find = partial(getattr(adapters, corpus.kit), knowledge=known)
    start = time.perf_counter()
    figures = SCORERS[corpus.kit](find, corpus)
    return figures, time.perf_counter() - start


def score_dates(find: Callable[..., Any], corpus: Corpus) -> Figures:
    kit = import_module("dates.run")
    report, _ = kit.measure(find, corpus.name, UNDATED not in corpus.options)
    score = report["scores"]["DATE"]
    names = ("strict", "relaxed", "value", "day", "honest")
    out = {f"{name} F1": score[name][2] for name in names}
    return out | {"left open": score["open"], "wrong": score["wrong"]}


def score_citations(find: Callable[..., Any], corpus: Corpus) -> Figures:
    readers, score = (
        import_module("citations.readers"),
        import_module("citations.score"),
    )
    make = import_module("citations.common").pred_from_dict
    docs = readers.load(corpus.name)
    found = {
        doc.doc_id: [make(one, doc.text) for one in find(doc.text, doc.lang)]
        for doc in docs
    }
    report = score.evaluate(docs, lambda doc: found[doc.doc_id])["rules"]
    out = {}
    for rule in ("iou80", "iou30"):
        out[f"{rule} F1"] = report[rule]["all"]["F1"]
        out[f"end to end {rule} F1"] = report[rule]["all"]["end_to_end_F1"]
    out["source right (cov30)"] = report["cov30"]["all"]["source_acc"] or 0.0
    if corpus.name == "seeds":
        trespass = score.trespass(docs, lambda doc: found[doc.doc_id])
        out["inside noise"] = trespass["inside_noise"]
        out["on look-alikes"] = trespass["on_not_citations"]
    return out


def score_incidents(find: Callable[..., Any], corpus: Corpus) -> Figures:
    report, _ = import_module("incidents.run").measure(find, corpus.name)
    out = {
        "b3": report["b3"]["f"],
        "decidable pairs": report["decidable_pairs"]["f"],
        "groups": report["groups"],
    }
    if report["traps"]:
        out["look-alikes merged"] = report["traps_merged"]
    return out


def score_reports(find: Callable[..., Any], _: Corpus) -> Figures:
    kit = import_module("reports.score")
    articles, gold = kit.load()
    report, _ = kit.evaluate(
        gold, list(find(articles)), {article.id: article.text for article in articles}
    )
    return {
        "passages precision": report["passages"][0],
        "passages recall": report["passages"][1],
        "passages F1": report["passages"][2],
        "speaker": report["speaker"],
        "numbers F1": report["numbers"][2],
        "date right": report["date_right"],
        "date left open": report["date_open"],
        "date wrong": report["date_wrong"],
        "b3": report["b3"][2],
        "decidable pairs": report["decidable_pairs"][2],
        "look-alikes merged": report["traps_merged"],
    }


SCORERS = {
    "dates": score_dates,
    "citations": score_citations,
    "incidents": score_incidents,
    "reports": score_reports,
}


def judge(corpus: Corpus, figure: str, value: float) -> str:
    """``""`` where nothing is demanded, else what is, and whether it is so."""
    least = MUST.get(corpus.label, {}).get(figure)
    if least is not None:
        return f">= {least:g} {'yes' if value >= least else 'NO'}"
    most = AT_MOST.get(corpus.label, {}).get(figure)
    if most is not None:
        return f"<= {most:g} {'yes' if value <= most else 'NO'}"
    return ""


def make_rows(folder: str, wanted: list[Corpus]) -> Iterator[tuple[str, ...]]:
    """Corpus, figure, a value per column, what must be."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        runs = {
            (corpus, column): pool.submit(measure, folder, corpus, column)
            for corpus in wanted
            for column in COLUMNS
        }
        for corpus in wanted:
            results = [runs[corpus, column].result() for column in COLUMNS]
            package, _ = results[1]
            for figure in package:
                values = [f"{figures[figure]:g}" for figures, _ in results]
                must = judge(corpus, figure, package[figure])
                yield corpus.label, figure, *values, must
            yield corpus.label, "seconds", *(f"{spent:.1f}" for _, spent in results), ""


def main(arguments: list[str]) -> int:
    """``folder [words of a row's name]``; without words, every corpus."""
    folder = Path(arguments[0] if arguments else ".").expanduser()
    if not (folder / "dates" / "run.py").is_file():
        print(
            f"error: no evaluation kit in the folder {folder}\n"
            "  hint: name the one that holds it: make eval EVAL=../shared/eval",
            file=sys.stderr,
        )
        return 2
    wanted = [c for c in CORPORA if all(word in c.label for word in arguments[1:])]
    layout = "{:<30} {:<22} {:>8} {:>8} {:>8}  {}"
    print(layout.format("corpus", "figure", *COLUMNS, "must").rstrip())
    last, failed = "", False
    for label, figure, *values, must in make_rows(str(folder.resolve()), wanted):
        shown = label if label != last else ""
        last, failed = label, failed or must.endswith("NO")
        print(layout.format(shown, figure, *values, must).rstrip(), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
