// Look at pages from outside: `node check.js CHROMIUM FILE...` prints what axe and html-validate find, as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import puppeteer from "puppeteer-core";

const [chromium, ...files] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  // A data block is no script, and a scrolling region must take the focus.
  rules: { "require-csp-nonce": "off", "no-inline-style": "error" },
});
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
const found = [];
try {
  for (const file of files) {
    const report = await validator.validateFile(file);
    for (const result of report.results)
      for (const one of result.messages) found.push(`${file}:${one.line}: ${one.ruleId}: ${one.message}`);
    for (const [scheme, width] of [["light", 1000], ["dark", 375]]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 800 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(pathToFileURL(file).href);
      await page.evaluate(axe);
      const { violations } = await page.evaluate("axe.run()");
      for (const one of violations)
        for (const node of one.nodes) found.push(`${file} (${scheme}, ${width}): ${one.id}: ${node.html.slice(0, 150)}`);
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      if (wide > width) found.push(`${file} (${scheme}, ${width}): is ${wide} wide`);
      await page.close();
    }
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
