// Opens a file of `sayso export sigma` in graphology and prints the graph that it holds, as JSON.
const { readFileSync } = require("node:fs");
const { MultiGraph } = require("graphology");

const data = JSON.parse(readFileSync(process.argv[2], "utf8"));
const graph = MultiGraph.from(data, { type: data.options.type });
process.stdout.write(JSON.stringify(graph.export()));
