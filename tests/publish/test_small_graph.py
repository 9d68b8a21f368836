"""The small graph itself."""

import runpy
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from sayso.graph.writer import write_article


def test_data_has_the_shape_that_the_graph_writer_gives(data: bytes) -> None:
    """data.nq is what make_data.py writes today; run that again after the shape of the graph has changed."""
    made = runpy.run_path(str(Path(__file__).with_name("make_data.py")))
    lines = [
        line for article, found in made["list_findings"]() for line in write_article(article, found, base=made["BASE"])
    ]
    written = Store()
    written.load(("".join(line + "\n" for line in lines)).encode(), format=RdfFormat.N_QUADS)
    known = Store()
    known.load(data, format=RdfFormat.N_QUADS)

    assert len(written) > 300
    assert all(quad in known for quad in written)
