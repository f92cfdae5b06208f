// Draws src/report/page/world.svg from Natural Earth's 1:110m countries, as packed by the npm package world-atlas:
//   npm install world-atlas topojson-client && node map/build.mjs
// One unit is a tenth of a degree; x is longitude + 180, y is 90 - latitude.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const { feature, mesh } = require("topojson-client");
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json")));

const place = ([lon, lat]) => [Math.round((lon + 180) * 10), Math.round((90 - lat) * 10)];

// A line over the 180th meridian goes on beyond the edge; the page draws the outline once more, a world to the left.
function unwrap(line) {
  let turn = 0;
  return line.map(([x, y], i) => {
    if (i > 0) turn -= Math.round((x - line[i - 1][0]) / 3600) * 3600;
    return [x + turn, y];
  });
}

function path(lines, close) {
  let out = "";
  for (const line of lines) {
    const points = unwrap(line.map(place)).filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);
    if (close) points.pop();
    if (points.length < (close ? 3 : 2)) continue;
    let [x, y] = points[0];
    out += `M${x} ${y}l`;
    const steps = points.slice(1).map(([a, b]) => {
      const step = `${a - x} ${b - y}`;
      [x, y] = [a, b];
      return step;
    });
    out += steps.join(" ").replaceAll(" -", "-") + (close ? "z" : "");
  }
  return out;
}

const land = feature(atlas, atlas.objects.land);
const shapes = (land.features ?? [land]).flatMap((f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates));
// Antarctica is left out: no news of the field comes from there, and it takes a tenth of the outline.
const rings = shapes.flat().filter((ring) => !ring.every(([, lat]) => lat < -60));
const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates;
writeFileSync(
  new URL("../src/report/page/world.svg", import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" class="defs"><defs>` +
    `<path id="land" d="${path(rings, true)}"/><path id="borders" d="${path(borders, false)}"/></defs></svg>\n`,
);
