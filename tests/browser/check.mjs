// Opens pages of a report as a user would, and says what a user would stumble over: accessibility (axe), invalid
// HTML, what a keyboard cannot do, sideways scrolling on a telephone, requests to a network, errors of the script,
// too many printed sheets. As many pages at a time as there are processors, each in a tab of its own.
//
// node check.mjs PAGE… ; the browser is the one that CHROMIUM names, else /usr/bin/chromium. Exit 1 on any finding.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
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

/** Reads a page in every way: it is opened once, and then the screen changes, as it may for a reader. */
async function read(browser, path, name) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  let now = "opening";
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) found(name, now, `asks for ${request.url()}`);
  });
  page.on("pageerror", (error) => found(name, now, `script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") found(name, now, `console: ${message.text()}`);
  });
  await page.goto(pathToFileURL(path).href);
  now = "keyboard";
  await keyboard(page, name);
  await page.evaluate(opened);
  await page.evaluate(axe);
  for (const reading of READINGS) {
    now = reading.name;
    await page.setViewportSize({ width: reading.width, height: reading.height });
    await page.emulateMedia({ media: reading.media, colorScheme: reading.colorScheme });
    if (reading.media === "print") {
      // Nobody opens what is on paper, and the annex is not printed.
      await page.evaluate(() => {
        document.querySelectorAll(".annex details").forEach((details) => details.remove());
        document.querySelectorAll("details").forEach((details) => { details.open = false; });
      });
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) found(name, reading.name, `scrolls sideways by ${overflow} px`);
    const result = await page.evaluate(() =>
      window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"],
      }),
    );
    if (result.passes.length < 10) found(name, reading.name, `only ${result.passes.length} rules had something to hold`);
    for (const violation of result.violations) {
      const [first] = violation.nodes;
      found(name, reading.name, `${violation.id} (${violation.nodes.length}x): ${violation.help}: ${first.html.slice(0, 200)} ${first.failureSummary ?? ""}`);
    }
  }
  await context.close();
}

/** How many stops of the Tab key are looked at, one by one. */
const STOPS = 40;

/** What holds the focus, once the page has followed it: how it is called and whether it is seen to hold it. */
async function focused() {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    what: `${element.tagName.toLowerCase()} ${(element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 40)}`,
    place: Array.from(document.querySelectorAll("*")).indexOf(element),
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isInSight: box.bottom > 0 && box.top < window.innerHeight && box.width > 0 && box.height > 0,
  };
}

/** Everything works without a mouse: skip, walk with a focus that is seen, open, sort, scroll sideways, and leave. */
async function keyboard(page, name) {
  const fault = (text) => found(name, "keyboard", text);
  const press = (key) => page.keyboard.press(key);
  const focus = (selector) => page.evaluate((wanted) => {
    const element = Array.from(document.querySelectorAll(wanted)).find((one) => one.getClientRects().length > 0);
    element?.focus();
    return Boolean(element) && document.activeElement === element;
  }, selector);
  const ask = (script) => page.evaluate(script);

  const order = await ask(() => document.querySelectorAll("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").length);
  if (order > 0) fault(`${order} elements set their own place in the order of Tab`);
  let before = -1;
  for (let stop = 0; stop < STOPS; stop += 1) {
    await press("Tab");
    const now = await page.evaluate(focused);
    if (!now) break;
    if (now.place <= before) fault(`Tab goes back to ${now.what}`);
    if (!now.isMarked) fault(`the focus is not seen on ${now.what}`);
    if (!now.isInSight) fault(`Tab goes to ${now.what}, which is not in sight`);
    before = now.place;
  }
  if (before < 0) fault("Tab reaches nothing");

  if (await focus("a.skip")) {
    await press("Enter");
    await page.evaluate(focused);
    const there = await ask(() => document.querySelector(location.hash || "#-")?.getBoundingClientRect().top ?? -1);
    if (there < -1 || there > 200) fault("the link to the summary does not go there");
  }
  if (await focus("summary")) {
    for (const [key, wanted] of [["Enter", true], ["Space", false]]) {
      await press(key);
      const isOpen = await ask(() => document.activeElement.closest("details").open);
      if (isOpen !== wanted) fault(`${key} does not ${wanted ? "open" : "close"} the words of a figure`);
    }
    await press("Enter");
  }
  if (await focus("table:not([data-fixed]) thead button")) {
    await press("Enter");
    if (!(await ask(() => document.activeElement.closest("th")?.hasAttribute("aria-sort")))) fault("Enter does not sort a table");
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const marked = await ask(() => {
    const wide = Array.from(document.querySelectorAll(".scroll")).find((one) => one.scrollWidth > one.clientWidth + 20);
    wide?.focus();
    wide?.setAttribute("data-tried", "");
    return Boolean(wide);
  });
  if (marked) {
    await press("ArrowRight");
    const hasMoved = await page.waitForFunction(() => document.querySelector("[data-tried]").scrollLeft > 0, null, { timeout: 3000 }).catch(() => null);
    if (!hasMoved) fault("an arrow does not scroll a wide table");
  }
  await page.setViewportSize({ width: 1200, height: 900 });
  // From the last stop Tab leaves the page: nothing holds the focus for good.
  await ask(() => {
    const stops = Array.from(document.querySelectorAll("a[href], button, summary, [tabindex='0']")).filter((one) => one.getClientRects().length > 0);
    stops.at(-1)?.focus();
  });
  await press("Tab");
  const after = await page.evaluate(focused);
  if (after && after.place > before && (await ask(() => document.activeElement.tabIndex >= 0 && document.querySelector("a.skip") !== document.activeElement))) {
    fault(`Tab does not leave the page from its last stop, but goes to ${after.what}`);
  }
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
/** Reads the pages that are left, one after the other. */
async function work(left) {
  for (let path = left.shift(); path; path = left.shift()) {
    const name = `${basename(dirname(path))}/${basename(path)}`;
    await validate(path, name);
    await read(browser, path, name);
    await sort(browser, path, name);
    const sheets = await print(browser, path, name);
    console.log(`${name}: ${sheets} printed sheets`);
  }
}

try {
  const left = pages.slice();
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, () => work(left)));
} finally {
  await browser.close();
}
findings.sort();
findings.forEach((finding) => console.error(finding));
console.log(findings.length === 0 ? "no findings" : `${findings.length} findings`);
process.exit(findings.length === 0 ? 0 : 1);
