// Opens reports in a real browser: node report.mjs ARTICLE.html INDEX.html HOSTILE.html [SCREENSHOTS]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [article, index, hostile, pictures] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--force-prefers-reduced-motion"],
});
const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
let passed = 0;

// Every page is watched: nothing may be said on the console, and nothing be asked of a network.
async function test(name, file, options, body) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (m) => complaints.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => complaints.push(e.message));
  page.on("dialog", (d) => (complaints.push(`dialog: ${d.message()}`), d.dismiss()));
  page.on("request", (r) => r.url().startsWith("file:") || complaints.push(`request: ${r.url()}`));
  try {
    await page.goto(pathToFileURL(file).href);
    await body(page);
    assert.deepEqual(complaints, []);
    passed += 1;
  } catch (error) {
    console.error(`${name}: ${error.stack}`);
    process.exitCode = 1;
  }
  await context.close();
}

const lit = (page) => page.locator(".card.lit").evaluateAll((cards) => cards.map((c) => c.dataset.r));
const on = (page) => page.locator(".words .on").evaluateAll((words) => words.map((w) => w.textContent));
const focused = (page) => page.evaluate(() => document.activeElement.dataset.r ?? document.activeElement.dataset.l ?? document.activeElement.tagName);

await test("a card lights its words, and words their card", article, desk, async (page) => {
  const card = page.locator(".card", { hasText: "47 people" });
  const id = await card.getAttribute("data-r");
  await card.hover();
  assert.deepEqual(await lit(page), [id]);
  assert.deepEqual((await on(page)).sort(), ["47", "47 people", "Turkish police", "detained"]);
  await page.mouse.move(2, 2);
  assert.deepEqual(await on(page), []);
  await page.locator(".words mark", { hasText: /^47 people$/ }).hover({ position: { x: 40, y: 8 } });
  assert.deepEqual(await lit(page), [id]);
});

await test("a click pins a card until it is clicked again or Escape is pressed", article, desk, async (page) => {
  const card = page.locator(".card").nth(2);
  await card.click();
  await page.mouse.move(2, 2);
  assert.equal(await card.getAttribute("aria-pressed"), "true");
  assert.equal((await lit(page)).length, 1);
  await card.click();
  assert.equal(await card.getAttribute("aria-pressed"), "false");
  await card.click();
  await page.keyboard.press("Escape");
  assert.equal(await card.getAttribute("aria-pressed"), "false");
});

await test("everything works by keyboard", article, desk, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.locator(".card").first().focus();
  assert.deepEqual(await lit(page), ["r0"]);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "r1");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[data-r=r1]").getAttribute("aria-pressed"), "true");
  await page.keyboard.press("ArrowLeft");
  assert.ok((await focused(page)).split(" ").includes("r1"));
  assert.notEqual(await page.locator("#say").textContent(), "");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.match(await focused(page), /^r\d+$/);
  await page.locator("svg.map").focus();
  const before = await page.locator("svg.map").getAttribute("viewBox");
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await page.locator("svg.map").getAttribute("viewBox"), before);
});

await test("a screen reader hears what a card says", article, desk, async (page) => {
  const card = page.getByRole("button", { name: /^detained agent Turkish police detainee 47 people detain\/verb$/ });
  assert.equal(await card.count(), 1);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  assert.ok((await page.getByRole("group", { name: /Map of \d+ places/ }).count()) === 1);
});

await test("incidents, days and names lead to their words", article, desk, async (page) => {
  const incident = page.locator(".incident", { hasText: "1 January 2017" });
  assert.match(await incident.textContent(), /39 killed/);
  await incident.hover();
  assert.ok((await on(page)).includes("39 people"));
  await incident.getByRole("link", { name: "sentence 7" }).click();
  assert.match(await page.locator(".s.here").textContent(), /^The shooting was the first attack/);
  const timeline = page.locator(".timeline");
  const days = await timeline.locator("time").allTextContents();
  assert.deepEqual(days, ["1 January 2017", "December 2023", "3 January 2024", "28 January 2024"]);
  await timeline.getByRole("link", { name: /Attack, Istanbul, Turkey · 39 killed/i }).click();
  assert.match(await page.locator(".incident.here").textContent(), /1 January 2017/);
  const entity = page.locator("details", { has: page.locator(".name", { hasText: "Turkish police" }) });
  await entity.locator("summary").click();
  await entity.getByRole("link").first().click();
  assert.equal(await page.locator("mark.here").textContent(), "Turkish police");
});

await test("marks of a kind can be turned off", article, desk, async (page) => {
  assert.equal(await page.locator("mark.k-group.off").count(), 0);
  assert.equal(await page.locator(".legend label:visible", { hasText: "weapons" }).count(), 0);
  await page.locator(".legend").getByLabel("groups").uncheck();
  const groups = await page.locator("mark.k-group").count();
  assert.ok(groups > 2);
  assert.equal(await page.locator("mark.k-group.off").count(), groups);
});

await test("the map zooms, and its labels stay apart", article, desk, async (page) => {
  const map = page.locator("svg.map");
  const home = await map.evaluate((m) => m.getAttribute("viewBox").split(" ").map(Number));
  assert.ok(home[2] < 1200, `zoomed to the region: ${home}`);
  const apart = () =>
    map.evaluate((m) => {
      const boxes = [...m.querySelectorAll(".pt:not(.mute) text, .landname")].map((t) => t.getBoundingClientRect());
      return boxes.length > 1 && boxes.every((a, i) => boxes.every((b, j) => i <= j || a.right < b.left || b.right < a.left || a.bottom < b.top + 3 || b.bottom < a.top + 3));
    });
  assert.ok(await apart());
  const lands = await page.locator(".landname").allTextContents();
  assert.ok(lands.includes("Iraq") && !lands.includes("Turkey") && lands.length <= 14, `${lands}`);
  await page.getByRole("button", { name: "World" }).click();
  assert.ok((await map.evaluate((m) => Number(m.getAttribute("viewBox").split(" ")[2]))) === 3600);
  assert.ok(await apart());
  await page.getByRole("button", { name: "Region" }).click();
  assert.deepEqual(await map.evaluate((m) => m.getAttribute("viewBox").split(" ").map(Number)), home);
});

const shown = (page) => page.locator(".list > li:visible h2").allTextContents();

await test("the index is filtered, searched and sorted", index, desk, async (page) => {
  const every = await shown(page);
  assert.ok(every.length > 5);
  const status = page.locator(".found");
  await page.locator("select[name=kind]").selectOption("kidnapped");
  const kidnapped = await shown(page);
  assert.ok(kidnapped.length > 0 && kidnapped.length < every.length);
  assert.equal(await status.textContent(), `${kidnapped.length} of ${every.length} articles`);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.waitForFunction((n) => document.querySelectorAll(".list > li:not([hidden])").length === n, every.length);
  await page.getByLabel("Search").fill("amaq  WORSHIPPER");
  assert.deepEqual(await shown(page), ["Gunmen Kill Worshipper in Istanbul Church"]);
  await page.getByLabel("Search").fill("");
  const bar = page.locator("[data-filter=country]").first();
  await bar.click();
  assert.equal((await shown(page)).length, parseInt(await bar.locator("b").textContent(), 10));
  assert.equal(await page.locator("select[name=country]").inputValue(), await bar.getAttribute("data-value"));
  assert.equal(await bar.getAttribute("aria-pressed"), "true");
  assert.ok((await page.locator(".pt.gone").count()) > 0);
  await bar.click();
  assert.equal((await shown(page)).length, every.length);
  await page.locator("select[name=group]").selectOption({ index: 1 });
  assert.ok((await shown(page)).length < every.length);
  await page.locator("select[name=group]").selectOption("");
  await page.locator("input[name=from]").fill("2024-02-01");
  const later = await shown(page);
  assert.ok(later.length > 0 && later.length < every.length);
  await page.locator("input[name=from]").fill("");
  await page.locator("select[name=sort]").selectOption("facts");
  assert.equal((await shown(page))[0], "Gunmen Kill Worshipper in Istanbul Church");
});

await test("the days of the index follow the filters and lead to their incident", index, desk, async (page) => {
  const days = page.locator(".days li:visible");
  const all = await days.count();
  const dates = await page.locator(".days time").evaluateAll((times) => times.map((t) => t.dateTime));
  assert.deepEqual(dates, dates.toSorted().reverse());
  await page.locator("select[name=country]").selectOption("TR");
  assert.ok((await days.count()) > 0 && (await days.count()) < all);
  await page.locator(".days").getByRole("link", { name: /1 January 2017/ }).click();
  assert.match(await page.locator(".incident.here").textContent(), /39 killed/);
});

await test("an article opens from the index, and the way back keeps the filters", index, desk, async (page) => {
  await page.locator("select[name=kind]").selectOption("killed");
  const before = await shown(page);
  await page.getByRole("link", { name: before[0] }).click();
  await page.getByRole("heading", { level: 1, name: before[0], exact: true }).waitFor();
  assert.ok((await page.locator(".card").count()) > 0);
  await page.getByRole("link", { name: "← All articles" }).click();
  await page.getByRole("heading", { level: 1, name: before[0], exact: true }).waitFor({ state: "detached" });
  assert.deepEqual(await shown(page), before);
});

await test("markup and script of an article stay text", hostile, desk, async (page) => {
  assert.equal(await page.locator("#view img, #view script, #view iframe, #view b i").count(), 0);
  assert.equal(await page.locator("script").count(), 1);
  const text = await page.locator("#view").textContent();
  assert.ok(text.includes("<script>alert(1)</script>") && text.includes("onerror=alert(2)") && text.includes("{{script}}"));
  assert.equal(await page.title(), "<i>\"T\"</i>");
});

// What axe knows of WCAG and of good practice.
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
for (const [what, file] of [["article", article], ["index", index], ["hostile", hostile]]) {
  for (const colorScheme of ["light", "dark"]) {
    await test(`${what} in ${colorScheme}: accessibility`, file, { ...desk, colorScheme }, async (page) => {
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run());
      assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`), []);
      assert.ok(found.passes.length > 20);
    });
  }
}

// The contrast of text and what is behind it, as WCAG counts it: 4.5 is AA.
const contrasts = (page) =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const over = (colours) => {
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const bad = [];
    for (const e of document.querySelectorAll("body *:not(script, style, svg, svg *, option)")) {
      const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
      if (!own || !e.checkVisibility() || e.closest(".unseen, .skip")) continue;
      const behind = [];
      for (let b = e; b; b = b.parentElement) behind.unshift(getComputedStyle(b).backgroundColor);
      const back = over(behind);
      const [a, b] = [light(over([...behind, getComputedStyle(e).color])), light(back)].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < 4.5) bad.push(`${e.className || e.tagName} ${ratio.toFixed(2)} "${e.textContent.slice(0, 20)}"`);
    }
    return [...new Set(bad)];
  });

for (const [name, options] of [["light", desk], ["dark", { ...desk, colorScheme: "dark" }], ["phone", phone]]) {
  for (const [what, file] of [["article", article], ["index", index]]) {
    await test(`${what} in ${name}: contrast and width`, file, options, async (page) => {
      assert.deepEqual(await contrasts(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
      if (pictures) await page.screenshot({ path: `${pictures}/${what}-${name}.png`, fullPage: true });
    });
  }
}

await browser.close();
console.log(`${passed} passed, ${process.exitCode ? "some" : 0} failed`);
