// Opens pages of a report as a user would, and says what a user would stumble over: accessibility (axe), invalid
// HTML, sideways scrolling on a telephone, requests to a network, errors of the script, too many printed sheets.
//
// node check.mjs PAGE… ; the browser is the one that CHROMIUM names, else /usr/bin/chromium. Exit 1 on any finding.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const MOST_SHEETS = 12;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const findings = [];
const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];

/** The ways in which a page is read. */
const READINGS = [
  { name: "wide, light", width: 1200, height: 900, colorScheme: "light", media: "screen" },
  { name: "wide, dark", width: 1200, height: 900, colorScheme: "dark", media: "screen" },
  { name: "telephone, light", width: 320, height: 640, colorScheme: "light", media: "screen" },
  { name: "telephone, dark", width: 320, height: 640, colorScheme: "dark", media: "screen" },
  { name: "paper", width: 794, height: 1123, colorScheme: "light", media: "print" },
];

function found(page, reading, text) {
  findings.push(`${page} (${reading}): ${text}`);
}

async function validate(path, name) {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      // maud writes void elements and attributes as HTML allows; long lines are no fault of a generated page.
      "void-style": "off",
      "doctype-style": "off",
      "long-title": "off",
      "no-inline-style": "off",
      // A region that scrolls must be reachable with the keyboard.
      "no-redundant-role": "error",
      "prefer-native-element": "off",
    },
  });
  const report = await validator.validateString(readFileSync(path, "utf8"), path);
  for (const message of report.results.flatMap((result) => result.messages)) {
    found(name, "html-validate", `${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
  }
}

/** Opens what opens; of the hundreds of tables of an annex, all made by one rule, the first ones stand for the rest. */
function opened() {
  Array.from(document.querySelectorAll(".annex details")).slice(10).forEach((details) => details.remove());
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
}

async function read(browser, path, name, reading) {
  const context = await browser.newContext({
    viewport: { width: reading.width, height: reading.height },
    colorScheme: reading.colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) found(name, reading.name, `asks for ${request.url()}`);
  });
  page.on("pageerror", (error) => found(name, reading.name, `script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") found(name, reading.name, `console: ${message.text()}`);
  });
  await page.emulateMedia({ media: reading.media, colorScheme: reading.colorScheme });
  await page.goto(pathToFileURL(path).href);
  if (reading.media === "screen") await page.evaluate(opened);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) found(name, reading.name, `scrolls sideways by ${overflow} px`);
  if (reading.media === "print") {
    await page.evaluate(() => document.querySelectorAll(".annex details").forEach((details) => details.remove()));
  }
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  for (const violation of result.violations) {
    const [first] = violation.nodes;
    found(name, reading.name, `${violation.id} (${violation.nodes.length}x): ${violation.help}: ${first.html.slice(0, 200)} ${first.failureSummary ?? ""}`);
  }
  await context.close();
}

/** Sorting keeps every row, and what has no number stays below, whichever way. */
async function sort(browser, path, name) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.evaluate(opened);
  const outcome = await page.evaluate(() => {
    const faults = [];
    document.querySelectorAll("table:not([data-fixed])").forEach((table) => {
      const rows = table.tBodies[0].rows.length;
      table.querySelectorAll("thead th").forEach((head, column) => {
        const button = head.querySelector("button");
        if (!button) { faults.push("a heading has no button"); return; }
        for (const order of ["ascending", "descending"]) {
          button.click();
          if (head.getAttribute("aria-sort") !== order) faults.push(`not ${order}: ${button.textContent}`);
          const values = Array.from(table.tBodies[0].rows, (row) => row.cells[column].dataset.v);
          const blank = values.findIndex((value) => value === undefined);
          if (blank >= 0 && values.slice(blank).some((value) => value !== undefined)) faults.push("a blank cell is not below");
          const numbers = values.filter((value) => value !== undefined).map(Number);
          const sorted = numbers.slice().sort((one, other) => (order === "ascending" ? one - other : other - one));
          if (numbers.join() !== sorted.join()) faults.push(`wrong order: ${button.textContent}`);
        }
      });
      if (table.tBodies[0].rows.length !== rows) faults.push("rows went missing");
    });
    return [...new Set(faults)];
  });
  outcome.forEach((fault) => found(name, "sorting", fault));
  await context.close();
}

async function print(browser, path, name) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path).href);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  if (sheets > MOST_SHEETS) found(name, "paper", `${sheets} sheets, more than ${MOST_SHEETS}`);
  await page.close();
  return sheets;
}

const pages = process.argv.slice(2).map((path) => resolve(path));
if (pages.length === 0) {
  console.error("node check.mjs PAGE…");
  process.exit(2);
}
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
try {
  for (const path of pages) {
    const name = `${basename(dirname(path))}/${basename(path)}`;
    await validate(path, name);
    for (const reading of READINGS) await read(browser, path, name, reading);
    await sort(browser, path, name);
    const sheets = await print(browser, path, name);
    console.log(`${name}: ${sheets} printed sheets`);
  }
} finally {
  await browser.close();
}
findings.forEach((finding) => console.error(finding));
console.log(findings.length === 0 ? "no findings" : `${findings.length} findings`);
process.exit(findings.length === 0 ? 0 : 1);
