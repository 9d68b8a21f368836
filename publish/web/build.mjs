// Bundles the views into dist/: one page, its styles, one script for each view, the world's outlines, the licences.
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");
const fresh = path.join(here, "dist.new");

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
const made = await build({
  absWorkingDir: here,
  entryPoints: { views: "src/main.ts" },
  outdir: fresh,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".rq": "text", ".jsonld": "json" },
  logLevel: "warning",
  plugins: [{ name: "files", setup: keepFiles }],
});

/** Files of their own, which only one view asks for: the outlines of the countries, the looks of the query editor. */
function keepFiles(building) {
  building.onLoad({ filter: /yasgui\.min\.css$/ }, async (file) => ({ contents: await readFile(file.path), loader: "file" }));
  building.onLoad({ filter: /countries-50m\.json$/ }, async (file) => ({
    contents: JSON.stringify(stripOutlines(JSON.parse(await readFile(file.path, "utf8")))),
    loader: "file",
  }));
}

/** Of the outlines the map needs the countries with their numbers, not their names. */
function stripOutlines({ objects, ...rest }) {
  const geometries = objects.countries.geometries.map(({ type, id, arcs }) => ({ type, id, arcs }));
  return { ...rest, objects: { countries: { type: "GeometryCollection", geometries } } };
}

const names = Object.keys(made.metafile.outputs).map((one) => path.basename(one));
const script = names.find((one) => /^views-.*\.js$/.test(one));
const style = names.find((one) => /^views-.*\.css$/.test(one));
const page = await readFile(path.join(here, "index.html"), "utf8");
await writeFile(path.join(fresh, "index.html"), page.replace("views.js", script).replace("views.css", style));
await writeFile(path.join(fresh, "LICENSES.txt"), await gatherLicences(Object.keys(made.metafile.inputs)));
// What was there is exchanged in one step, so that a server never finds half a page.
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);

/** Names each package that went into the bundle, with its licence. */
async function gatherLicences(inputs) {
  const roots = new Set();
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) await addWithNeeds(found[1], roots);
  }
  const out = ["The interactive views hold parts of these packages.\n"];
  for (const root of [...roots].sort()) {
    const about = JSON.parse(await readFile(path.join(here, root, "package.json"), "utf8"));
    const files = await readdir(path.join(here, root));
    const file = files.filter((one) => /^(licen[cs]e|copying)/i.test(one)).sort()[0];
    const text = file ? await readFile(path.join(here, root, file), "utf8") : "";
    out.push(`${"-".repeat(72)}\n${about.name} ${about.version} (${about.license ?? "see below"})\n\n${text.trim()}\n`);
  }
  return out.join("\n");
}

/** The query editor comes as one file that holds what it needs, so its needs are named as well. */
async function addWithNeeds(root, roots) {
  if (roots.has(root)) return;
  roots.add(root);
  if (!root.includes("@zazuko/")) return;
  const about = JSON.parse(await readFile(path.join(here, root, "package.json"), "utf8"));
  for (const need of Object.keys(about.dependencies ?? {})) {
    const folder = path.posix.join("node_modules", need);
    if (existsSync(path.join(here, folder, "package.json"))) await addWithNeeds(folder, roots);
  }
}
