// How long the views take to show: `node benchmarks/views.mjs CHROMIUM ADDRESS [ROUNDS]`, with `sayso serve` at ADDRESS.
// A new browser profile each time, so that nothing is cached; from the call of the page until it is drawn.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../publish/web/package.json", import.meta.url));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")).href);
const [chromium, address, rounds = "5"] = process.argv.slice(2);
const flags = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await puppeteer.launch({ executablePath: chromium, args: flags });
console.log("view       median ms   kB sent   requests");
for (const view of ["network", "map", "timeline", "figures", "query"]) {
  const times = [];
  let bytes = 0;
  let requests = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const client = await page.createCDPSession();
    await client.send("Network.enable");
    bytes = requests = 0;
    client.on("Network.loadingFinished", (one) => { bytes += one.encodedDataLength; requests += 1; });
    const start = performance.now();
    await page.goto(`${address}/views/#${view}`);
    await page.waitForFunction(() => document.body.dataset.ready && !document.querySelector("[aria-busy]"), { polling: 20, timeout: 120_000 });
    times.push(performance.now() - start);
    await context.close();
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  console.log(`${view.padEnd(10)} ${median.toFixed(0).padStart(9)} ${(bytes / 1000).toFixed(0).padStart(9)} ${String(requests).padStart(10)}`);
}
await browser.close();
