// Draws terminal.svg and report.png from real runs over the sample article; it needs what tests/browser needs:
//   cargo build --release -p dateline-cli && node crates/dateline-cli/docs/pictures.mjs target/release/dateline
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const { chromium } = createRequire(join(here, "../tests/browser/"))("playwright-core");
const dateline = resolve(process.argv[2]);
const folder = join(here, "../../../examples/articles");

// The terminal: what a run prints there, its colours as classes.
const COLUMNS = 96;
const LINES = 34;
const shown = execFileSync("script", ["-qec", `${dateline} facts istanbul.txt --quiet`, "/dev/null"], { cwd: folder, encoding: "utf8" });
const rows = ["\u001b[1m$\u001b[0m dateline facts istanbul.txt", ...shown.replaceAll("\r", "").split("\n")];
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const lines = [];
let style = "";
for (const row of rows) {
  let line = "";
  let column = 0;
  // A word that does not fit goes to the next line.
  for (const part of row.split(/(\u001b\[[\d;]*m|(?<=\s))/)) {
    const code = /^\u001b\[([\d;]*)m$/.exec(part);
    if (code) {
      style = code[1] === "0" ? "" : code[1].split(";").map((c) => `c${c}`).join(" ");
      continue;
    }
    if (column > 0 && column + part.trimEnd().length > COLUMNS) {
      lines.push(line);
      line = "";
      column = 0;
    }
    column += part.length;
    line += style ? `<tspan class="${style}">${escape(part)}</tspan>` : escape(part);
  }
  lines.push(line);
}
const [step, width] = [19, COLUMNS * 7.83 + 40];
const text = lines.slice(0, LINES).map((line, i) => `<text x="20" y="${52 + i * step}">${line}</text>`);
const height = 52 + LINES * step;
writeFileSync(
  join(here, "terminal.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="dateline facts in a terminal">
<style>text{font:13px ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;fill:#d8d6cf;white-space:pre}.c1{font-weight:700;fill:#f4f2ec}.c2{fill:#8f8c84}.c31{fill:#ef8a86}.c32{fill:#85c892}.c33{fill:#e0b36a}.c34{fill:#84b6e4}.c35{fill:#cf9add}.c36{fill:#7fc4bb}</style>
<rect width="${width}" height="${height}" rx="8" fill="#191918"/><g fill="#3a3833"><circle cx="24" cy="20" r="5.5"/><circle cx="42" cy="20" r="5.5"/><circle cx="60" cy="20" r="5.5"/></g>
${text.join("\n")}
</svg>
`,
);

// The report, with a card under the pointer.
const page = join(mkdtempSync(join(tmpdir(), "pictures-")), "report.html");
execFileSync(dateline, ["report", "istanbul.txt", "-o", page], { cwd: folder });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const tab = await browser.newPage({ reducedMotion: "reduce", viewport: { width: 1180, height: 820 } });
await tab.goto(pathToFileURL(page).href);
await tab.locator(".card", { hasText: "Amaq" }).hover();
await tab.screenshot({ path: join(here, "report.png") });
const below = await tab.locator(".incidents").boundingBox();
const map = await tab.locator(".places").boundingBox();
await tab.mouse.move(2, 2);
await tab.screenshot({ path: join(here, "incidents.png"), fullPage: true, clip: { x: 0, y: below.y, width: 1180, height: map.y - below.y + 470 } });
await browser.close();
