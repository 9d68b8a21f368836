// Prints the graph of a GEXF file, as Gephi Lite reads it, as JSON.
const { readFileSync } = require("node:fs");
const { MultiGraph } = require("graphology");
const gexf = require("graphology-gexf");

const graph = gexf.parse(MultiGraph, readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(graph.export()));
