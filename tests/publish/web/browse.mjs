// Use the views as a person does: `node browse.mjs CHROMIUM ADDRESS HOSTILE` prints what was seen, as JSON.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const web = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../../../publish/web");
const require = createRequire(path.join(web, "package.json"));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")).href);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [chromium, address, hostile] = process.argv.slice(2);
const VIEWS = ["network", "map", "timeline", "figures", "query"];
const SIZES = { desktop: [1280, 900, "light"], phone: [375, 740, "dark"] };

const profile = mkdtempSync(path.join(os.tmpdir(), "sayso-chromium-"));
const browser = await puppeteer.launch({
  executablePath: chromium,
  userDataDir: profile,
  args: [
    "--no-sandbox", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});
const seen = {};
const troubles = [];

async function open(root, hash, size = "desktop") {
  const page = await browser.newPage();
  const [width, height, scheme] = SIZES[size];
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
  const say = (text) => troubles.push(`${hash} (${size}): ${text}`);
  page.on("console", (message) => { if (message.type() === "error") say(`console: ${message.text()}`); });
  page.on("pageerror", (error) => say(`error: ${error.message}`));
  page.on("dialog", (dialog) => { say(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(root) && !/^(data|blob):/.test(url)) say(`asks elsewhere: ${url}`);
  });
  page.on("response", (response) => { if (response.status() >= 400) say(`status ${response.status()}: ${response.url()}`); });
  await page.goto(`${root}/views/#${hash}`);
  await ready(page, hash);
  return page;
}

/** Waits until a view has drawn itself for the address it was given. */
async function ready(page, hash) {
  await page.waitForFunction((wanted) => document.body.dataset.ready?.startsWith(`#${wanted}`) && !document.querySelector("[aria-busy]"), { timeout: 60_000 }, hash);
}

async function look(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate("axe.run()");
  const wide = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
  const faults = violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
  if (wide > 0) faults.push(`is ${wide} pixels too wide`);
  seen[name] = faults;
}

const count = (page, selector) => page.$$eval(selector, (all) => all.length);
const text = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));
const openTable = (page) => page.$eval("details.rows", (one) => { one.open = true; });

async function choose(page, label, value) {
  await page.evaluate((wanted, given) => {
    const found = [...document.querySelectorAll("form.filters label")].find((one) => one.textContent === wanted);
    const field = document.getElementById(found.htmlFor);
    field.value = given;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }, label, value);
}

const tours = {
  async network(page) {
    await openTable(page);
    const before = await count(page, "tbody tr");
    const box = await (await page.$(".picture")).boundingBox();
    let clicked = [];
    for (let index = 0; index < before && clicked.length === 0; index++) {
      const at = await page.$eval(".picture", (one, which) => one.findEdge(which), index);
      if (!(at.x > 0 && at.y > 0 && at.x < box.width && at.y < box.height)) continue;
      await page.mouse.move(box.x + at.x, box.y + at.y);
      await page.mouse.click(box.x + at.x, box.y + at.y);
      await new Promise((done) => setTimeout(done, 150));
      if (await page.$(".card[aria-busy], .card ol")) {
        await page.waitForSelector(".card ol blockquote");
        clicked = await page.$$eval(".card .source a", (all) => all.map((one) => one.getAttribute("href")));
      }
    }
    await page.focus("tbody button");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.classList.contains("card") && document.querySelector(".card ol blockquote"));
    const read = await text(page, ".card blockquote");
    const page404 = await page.evaluate(async (href) => (await fetch(href)).status, clicked[0] ?? "missing");
    await choose(page, "Kind", "deny");
    await ready(page, "network?kind=deny");
    await openTable(page);
    const kinds = await text(page, "tbody td:nth-child(2)");
    await page.$$eval("form.filters button", (all) => all.at(-1).click());
    await ready(page, "network");
    await choose(page, "At least so many statements", "2");
    await ready(page, "network?weight=2");
    await openTable(page);
    const weights = await text(page, "tbody td:nth-child(4)");
    await page.evaluate("location.hash = '#network?since=2199-01-01'");
    await ready(page, "network?since=2199");
    const empty = await text(page, ".empty");
    await page.evaluate("location.hash = '#network'");
    await page.waitForFunction(() => document.body.dataset.ready === "#network");
    await page.type("form.filters input[list]", "Kyrgyz");
    await page.waitForSelector("datalist option");
    const name = await page.$eval("datalist option", (one) => one.value);
    await page.$eval("form.filters input[list]", (one, value) => { one.value = value; one.dispatchEvent(new Event("change")); }, name);
    await ready(page, "network?actor=");
    await openTable(page);
    const ends = await page.$$eval("tbody tr", (all) => all.map((one) => one.textContent));
    return { before, clicked, page404, read, kinds, weights, empty, name, ends };
  },
  async map(page) {
    const spots = await text(page, ".spot");
    const drawn = await page.$eval("canvas", (one) => new Set(one.getContext("2d").getImageData(0, 0, one.width, one.height).data).size);
    await page.focus(".spot");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".card table.names tbody tr");
    const names = await text(page, ".card table.names tbody tr");
    const sentences = await count(page, ".card blockquote");
    const before = await page.$eval(".spot", (one) => one.style.left);
    await page.focus(".picture");
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((left) => document.querySelector(".spot").style.left !== left, {}, before);
    await openTable(page);
    const all = await count(page, "details tbody tr");
    const kind = await page.$eval("form.filters select", (one) => one.options[1].value);
    await choose(page, "Type of event", kind);
    await ready(page, "map?kind=");
    await openTable(page);
    return { spots, drawn, names, sentences, all, some: await count(page, "details tbody tr") };
  },
  async timeline(page) {
    const marks = await count(page, ".mark");
    await page.$eval(".mark[tabindex='0']", (one) => one.focus());
    await page.keyboard.press("ArrowRight");
    const second = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".card blockquote");
    const stops = await count(page, ".mark[tabindex='0']");
    const heading = await text(page, ".card h2");
    await openTable(page);
    const rows = await count(page, "tbody tr");
    await choose(page, "What", "statement");
    await ready(page, "timeline?sort=statement");
    await openTable(page);
    const kinds = await text(page, "tbody td:nth-child(2)");
    return { marks, second, stops, heading, rows, kinds };
  },
  async figures(page) {
    const groups = await page.$$eval(".group", (all) => all.map((one) => ({
      title: one.querySelector("h2").textContent,
      bars: [...one.querySelectorAll(".bar")].map((bar) => bar.getBoundingClientRect().left),
      bounds: [...one.querySelectorAll(".bounds")].map((each) => each.textContent),
      sentences: [...one.querySelectorAll("blockquote")].length,
    })));
    await choose(page, "Figures", "all");
    await ready(page, "figures?which=all");
    return { groups, all: await count(page, ".sides li") };
  },
  async query(page) {
    const listed = await page.$$eval("#saved option", (all) => all.map((one) => one.value));
    await page.select("#saved", "who-accused-whom");
    await page.$$eval(".ask-saved button", (all) => all[0].click());
    await page.waitForFunction(() => [...document.querySelectorAll(".tabsList .tab")].some((one) => one.textContent.includes("who-accused-whom")));
    await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
    const editor = await page.evaluate(() => [...document.querySelectorAll(".CodeMirror")].find((one) => one.offsetParent).CodeMirror.getValue());
    const faults = await count(page, ".yasqe_queryButton.query_error");
    await page.evaluate(() => [...document.querySelectorAll(".yasqe_queryButton")].find((one) => one.offsetParent).click());
    await page.waitForFunction(() => [...document.querySelectorAll(".yasr table tbody tr")].some((one) => one.offsetParent), { timeout: 30_000 });
    await look(page, "query with an answer");
    return { listed, editor, faults, rows: await count(page, ".yasr table tbody tr") };
  },
};

try {
  for (const view of VIEWS) {
    for (const size of Object.keys(SIZES)) {
      const page = await open(address, view, size);
      await look(page, `${view} ${size}`);
      if (size === "desktop") {
        try {
          seen[view] = await tours[view](page);
        } catch (error) {
          seen[view] = { failed: String(error.stack) };
        }
      }
      await page.close();
    }
    const page = await open(hostile, view);
    seen[`hostile ${view}`] = await page.$$eval("main script, main img, main iframe, main [onerror], main [onmouseover], main a[href^='javascript']", (all) => all.map((one) => one.outerHTML.slice(0, 200)));
    await page.close();
  }
  const page = await open(address, "timeline");
  const before = troubles.length;
  await page.setRequestInterception(true);
  page.on("request", (request) => { if (/\/(sparql|query)/.test(request.url())) void request.abort(); else void request.continue(); });
  await page.evaluate("location.hash = '#network'");
  await page.waitForSelector("[role=alert]:not([hidden])");
  seen.broken = await text(page, "main [role=alert]:not([hidden])");
  troubles.length = before;
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
console.log(JSON.stringify({ seen, troubles }));
