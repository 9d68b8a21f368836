"""
Measure `sayso build` against bare spaCy: the same pipeline, the same articles, the same run.

``python benchmarks/build.py`` makes articles from templates, with names and numbers that are new in every article so
that the vocabulary grows as in real news, and runs each measurement in a process of its own:

- *bare*: ``nlp.pipe`` of the spaCy pipeline that sayso loads, without sayso's components, in the same batches and with
  the same words kept;
- *build*: `sayso.graph.build.build` with everything on: reading, extraction, shapes, store, inference;
- *again*: the same build with nothing changed.

``--articles FOLDER`` measures with articles of your own instead, as `sayso build` would read them.

Times are of whole processes, loading included, in CPU seconds (all threads and child processes) and by the clock.

With one worker, the parts of the build are measured inside it: loading the pipeline, spaCy's components, the
extractors (components called ``sayso_…``), and the rest: reading, collecting, writing, checking, the store and what
spans articles. The parts are told as shares of bare spaCy's CPU time in the same run.
"""

import argparse
import compileall
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

ONSETS = "b br d dr f fl g gr h j k kl l m n p pr r s sk st t tr v vl w z".split()
VOWELS = "a e i o u ai au ei ia oa ou".split()
CODAS = "n r l s t k m d rn lt nd sk st".split()

PEOPLE = ["minister", "general", "mayor", "ambassador", "commander", "spokeswoman", "senator", "governor", "envoy"]
BODIES = ["defence ministry", "border guard", "foreign ministry", "health ministry", "election commission", "navy"]
WRONGS = [
    "shelling the water works near {town}", "holding back {number} tonnes of grain", "closing the road to {town}",
    "arming the militia of {name}", "breaking the truce that was signed in {town}", "jamming radio near {town}",
    "driving {number} families out of {town}", "forging the ballots of {town}", "mining the fields east of {town}",
]  # fmt: skip
CLAIMS = [
    "the convoy had reached {town} with {number} passengers aboard", "no soldier of his had crossed the {name} ridge",
    "talks would go on in {town} next week", "the dam above {town} could fail within {small} days",
    "{small} of the wounded were children from {town}", "the port of {town} would reopen before {month}",
    "the figures that {name} had published were false", "power had returned to {number} homes around {town}",
]  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

SENTENCES = [
    "{country}'s {body} accused {country2} on {day} of {wrong}, and warned that {claim}.",
    "{country2} denied the accusation, saying that {claim}.",
    '"{claim_cap}," {office} {person} told reporters in {town}, adding that {claim2}.',
    "{office_cap} {person} said {claim}, while {person2} of the {name} party said {claim2}.",
    "At least {small} people were killed and {small2} wounded when rockets hit a market in {town} on {day}.",
    "The {body} of {country} put the dead at {small}, but rescuers in {town} counted {small2}.",
    "More than {number} people fled from {town} to {town2} after the attack, according to the {name} Committee.",
    'In a letter that was read out in parliament, {person} blamed {country2} for {wrong}: "{claim_cap}."',
    "{country} and {country2} accused each other of {wrong}.",
    "A source close to the talks, who asked not to be named, said {claim}.",
    "The {name} Human Rights Centre condemned {country2} for {wrong} and demanded that {person} resign.",
    "{person} arrived in {town} on {day} for a meeting with {office} {person2}, the {body} announced.",
    "Residents of {town} told the {name} Courier that {claim}.",
    "{country2} threatened to leave the agreement of {month} unless {country} stopped {wrong}.",
    "{person2} rejected the report as invented and pledged that {claim}.",
    "The two sides have fought over the {name} valley since {year}, when {number} people were displaced.",
    "Rain fell on the camps outside {town}, where {number} tents had been put up by {month}.",
    "Asked whether {claim}, {person} declined to comment.",
    "{country} welcomed the offer, and its {body} urged {country2} to release the {small} detained fishermen.",
    '"{claim_cap}," said {person}. "{claim2_cap}."',
]  # fmt: skip


NARRATIVE = [
    "The road from {town} to {town2} runs for {small} kilometres along the {name} river, past a disused mill.",
    "Before the war about {number} people lived in {town}, most of them from families that had come there in {year}.",
    "Its harbour was built in {year}, and nearly all of the grain of the {name} valley was shipped from there.",
    "Markets in {town} opened late, and by the afternoon the price of bread had risen by {small} percent.",
    "The parliament has {small} seats, of which the {name} party holds less than a third.",
    "Snow is expected in the hills above {town2} before the end of {month}, and many roofs there lack tiles.",
    "{person}, {small}, grew up in {town} and studied law before entering politics in {year}.",
    "The {name} bridge, the only one for {small} kilometres, has been open to trucks since {month}.",
    "Trains between {town} and {town2} run twice a day, with a stop of {small} minutes at the {name} junction.",
    "The river freezes early in most years, and the ferry of {town2} lies idle from {month} on.",
]  # fmt: skip


def make_name(rng: random.Random) -> str:
    parts = [rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 3))]
    return ("".join(parts) + rng.choice(CODAS)).capitalize()


def make_article(number: int) -> str:
    """Return about 550 words, about the names of this article and some that all share."""
    rng = random.Random(number)
    countries = rng.sample(["Armenia", "Azerbaijan", "Ukraine", "Russia", "Sudan", "Ethiopia", "Serbia", "Syria"], 2)
    people = [f"{make_name(rng)} {make_name(rng)}" for _ in range(3)]
    towns = [make_name(rng) for _ in range(3)]

    def fill(template: str) -> str:
        one, other = rng.sample(people, 2)
        values = {
            "country": rng.choice(countries), "body": rng.choice(BODIES), "day": rng.choice(DAYS),
            "person": one, "person2": other, "office": rng.choice(PEOPLE), "town": rng.choice(towns),
            "town2": rng.choice(towns), "number": f"{rng.randint(11, 99) * 100:,}",
            "name": make_name(rng) if rng.random() < 0.05 else rng.choice(people).split()[1],
            "small": str(rng.randint(2, 90)), "small2": str(rng.randint(3, 90)), "month": rng.choice(MONTHS),
            "year": str(rng.randint(1975, 2022)),
        }  # fmt: skip
        values["country2"] = next(name for name in countries if name != values["country"])
        for key in ("claim", "claim2"):
            values[key] = rng.choice(CLAIMS).format(**values)
            values[f"{key}_cap"] = values[key][0].upper() + values[key][1:]
        values["wrong"] = rng.choice(WRONGS).format(**values)
        values["office_cap"] = values["office"].capitalize()
        return template.format(**values)

    chosen = rng.sample(SENTENCES, 17) + rng.sample(NARRATIVE, 8)
    rng.shuffle(chosen)
    sentences = [fill(template) for template in chosen]
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)) + "\n"


def write_corpus(folder: Path, count: int) -> int:
    """Write articles with their dates, and return their words."""
    folder.mkdir(parents=True)
    words = 0
    for number in range(count):
        text = make_article(number)
        words += len(text.split())
        path = folder / f"article-{number:06}.txt"
        path.write_text(text, encoding="utf-8")
        date = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
        path.with_suffix(".meta.json").write_text(
            json.dumps({"date": date, "publisher": "Benchmark"}), encoding="utf-8"
        )
    return words


# ---- one measurement, in a process of its own


def run_bare(corpus: Path, kg: Path, *, stock: bool) -> dict[str, Any]:
    from sayso.extract.corpus import iter_articles
    from sayso.settings import Settings

    size = Settings().batch_size
    # Read beforehand: reading is sayso's part of the work.
    texts = [article.clean for article in iter_articles([corpus], on_problem=lambda problem: None)]
    start, cpu = time.perf_counter(), _cpu()
    # With the import of spaCy, which a build does too.
    from sayso.extract.model_loading import load_spacy
    from sayso.extract.pipeline import WORDS_KEPT

    nlp = load_spacy(compiled=not stock)
    loading, loading_cpu = time.perf_counter() - start, _cpu() - cpu
    start, cpu = time.perf_counter(), _cpu()
    tokens = 0
    for at in range(0, len(texts), size):
        with nullcontext() if len(nlp.vocab) < WORDS_KEPT else nlp.memory_zone():
            tokens += sum(len(doc) for doc in nlp.pipe(texts[at : at + size], batch_size=size))
    return {
        "seconds": time.perf_counter() - start,
        "cpu": _cpu() - cpu,
        "loading": loading,
        "loading_cpu": loading_cpu,
    }


def run_build(corpus: Path, kg: Path, *, workers: int, profile: bool) -> dict[str, Any]:
    start, cpu = time.perf_counter(), _cpu()
    from sayso.graph.build import build
    from sayso.settings import Settings

    parts = _measure_parts() if profile and workers == 1 else {}
    report = build([corpus], kg, settings=Settings(), workers=workers)
    assert not report.failed, report.problems[:3]
    return {
        "seconds": time.perf_counter() - start,
        "cpu": _cpu() - cpu,
        "quads": report.quads,
        "steps": {name: round(value, 3) for name, value in report.seconds.items()},
        "findings": dict(report.findings),
        "copies": report.copies,
        "disputes": report.disputes,
        "violations": dict(report.violations or {}),
        "parts": parts,
    }


def _measure_parts() -> dict[str, float]:
    """Have the CPU seconds of a build's parts added up in what is returned, the filling of the store left out."""
    start = time.thread_time()
    import_module("spacy")
    loading = time.thread_time() - start
    from sayso.extract import pipeline
    from sayso.graph.process import Processor

    parts = {"loading": loading, "finding": 0.0, "extractors": 0.0, "collecting": 0.0}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            start = time.thread_time()
            try:
                return function(*args, **options)
            finally:
                parts[name] += time.thread_time() - start

        return call

    load, find = Processor._load, Processor._find  # pyright: ignore[reportPrivateUsage]

    def load_timed(self: Processor) -> Any:
        before = parts["loading"]
        nlp = timed("loading", load)(self)
        # It happens while the first articles are read.
        parts["finding"] -= parts["loading"] - before
        for place, (name, component) in enumerate(nlp._components):
            if name.startswith("sayso_"):
                nlp._components[place] = (name, timed("extractors", component))
        return nlp

    Processor._load = load_timed  # type: ignore[method-assign]
    Processor._find = timed("finding", find)  # type: ignore[method-assign]
    pipeline.collect_findings = timed("collecting", pipeline.collect_findings)  # type: ignore[attr-defined]
    return parts


def _cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def measure(what: str, corpus: Path, kg: Path, options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", what, "--corpus", str(corpus), "--kg", str(kg)]
    command += ["--workers", str(options.workers)] + ["--stock"] * options.stock
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found["process"] = time.perf_counter() - start
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 2000], help="articles (default: 100 2000)")
    parser.add_argument("--workers", type=int, default=1, help="processes of the build (default: 1)")
    parser.add_argument("--articles", type=Path, help="articles to measure with, instead of those from templates")
    parser.add_argument("--stock", action="store_true", help="bare spaCy with its own attribute ruler")
    parser.add_argument("--keep", type=Path, help="folder to work in and keep")
    parser.add_argument("--json", action="store_true", help="print the raw measurements too")
    parser.add_argument("--one", choices=["bare", "build", "again"], help=argparse.SUPPRESS)
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--kg", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        if options.one == "bare":
            found = run_bare(options.corpus, options.kg, stock=options.stock)
        else:
            found = run_build(options.corpus, options.kg, workers=options.workers, profile=options.one == "build")
        # Of the largest process: on Linux in kilobytes.
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found["memory"] = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
        print(json.dumps(found))
        return
    # As installing does: compiling takes half a second, and spaCy was compiled when it was installed.
    for part in ("extract", "graph", "ontology", "sayso"):
        compileall.compile_dir(Path(__file__).parents[1] / part, quiet=2)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="sayso-benchmark-"))
    try:
        report(folder, options)
    finally:
        if options.keep is None:
            shutil.rmtree(folder)


def tell_parts(build: dict[str, Any], bare: dict[str, Any]) -> None:
    """Print what the parts of a build took, as shares of bare spaCy."""
    parts = build["parts"]
    if not parts:
        return
    spacy = parts["finding"] - parts["extractors"] - parts["collecting"]
    rest = build["cpu"] - parts["loading"] - spacy - parts["extractors"]
    for name, value in (("spaCy's components", spacy), ("extractors", parts["extractors"]), ("the rest", rest)):
        print(f"{'':8} {name}: {value:.2f} CPU s, {value / bare['cpu']:.1%} of bare spaCy")


def report(folder: Path, options: argparse.Namespace) -> None:
    from sayso.extract.corpus import count_articles, iter_articles

    print(f"{'articles':>8} {'what':6} {'clock s':>8} {'CPU s':>8} {'art./s':>7} {'words/s':>8} {'MB':>6}")
    memory: dict[int, float] = {}
    sizes = options.sizes if options.articles is None else [count_articles([options.articles]) or 0]
    for size in sizes:
        corpus, kg = options.articles or folder / f"corpus-{size}", folder / f"kg-{size}"
        shutil.rmtree(kg, ignore_errors=True)
        if options.articles is None:
            shutil.rmtree(corpus, ignore_errors=True)
            words = write_corpus(corpus, size)
        else:
            words = sum(len(one.text.split()) for one in iter_articles([corpus], on_problem=lambda problem: None))
        found = {what: measure(what, corpus, kg, options) for what in ("bare", "build", "again")}
        for what, one in found.items():
            seconds = one["seconds"]
            print(
                f"{size:>8} {what:6} {seconds:>8.2f} {one['cpu']:>8.2f} {size / seconds:>7.1f} "
                f"{words / seconds:>8,.0f} {one['memory']:>6.0f}"
            )
        bare, build, again = (found[what] for what in ("bare", "build", "again"))
        memory[size] = build["memory"]
        # Loading the pipeline is spaCy's own, and the build cannot tell it from the rest.
        for name, loading in (("cpu", "loading_cpu"), ("seconds", "loading")):
            own = (build[name] - bare[loading] - bare[name]) / bare[name]
            print(f"{'':8} sayso's own part, {'CPU' if name == 'cpu' else 'clock'}: {own:+.1%} of bare spaCy")
        tell_parts(build, bare)
        print(f"{'':8} second build: {build['seconds'] / again['seconds']:.0f} times faster", end="")
        print(f" ({build['process'] / again['process']:.0f} times with the start of Python)")
        print(f"{'':8} {build['quads'] / words:.2f} quads a word; steps: {build['steps']}")
        if options.json:
            print(json.dumps(found))
    if len(memory) > 1:
        least, most = min(memory), max(memory)
        print(f"memory at {most} articles: {memory[most] - memory[least]:+.0f} MB against {least}")


if __name__ == "__main__":
    main()
