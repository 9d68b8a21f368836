// Bundles the tests of the pure parts, which stand in tests/publish/web/, and runs them: `node test.mjs`.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = await mkdtemp(path.join(os.tmpdir(), "sayso-views-"));
const outfile = path.join(folder, "model.test.mjs");
try {
  await build({
    absWorkingDir: here, entryPoints: ["../../tests/publish/web/model.test.ts"], outfile, bundle: true, platform: "node",
    format: "esm", target: "node20", loader: { ".rq": "text", ".jsonld": "json" }, logLevel: "warning",
    // What a page has and Node has not, for modules that ask for it at import.
    banner: { js: 'globalThis.document ??= { baseURI: "http://localhost/views/" };' },
  });
  process.exitCode = spawnSync(process.execPath, ["--test", "--test-reporter=spec", outfile], { stdio: "inherit" }).status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
