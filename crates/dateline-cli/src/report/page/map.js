const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function landName({ name, x, y }) {
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  text.setAttribute("class", "landname");
  text.setAttribute("aria-hidden", "true");
  text.setAttribute("x", x);
  text.setAttribute("y", y);
  text.textContent = name;
  return text;
}

// Maps: zoom, drag, arrows, and labels that do not cover each other.
function startMap(svg) {
  const home = svg.dataset.home.split(" ").map(Number);
  const points = [...svg.querySelectorAll(".pt")].reverse();
  const most = Math.max(...points.map((p) => Number(p.dataset.n)), 1);
  // Names of countries are there to show where one is; those that are places of the article stand there as such.
  const named = new Set(points.map((p) => p.lastElementChild.textContent));
  const lands = countries.filter(([name]) => !named.has(name)).map(([name, x, y]) => ({ name, x, y, text: null }));
  let box = [...home];
  const draw = () => {
    svg.setAttribute("viewBox", box.map((v) => v.toFixed(2)).join(" "));
    const rect = svg.getBoundingClientRect();
    if (!rect.width) return;
    // The box is fitted into the frame: the smaller ratio rules.
    const unit = 1 / Math.min(rect.width / box[2], rect.height / box[3]);
    // From the point that matters most to the least: its label stands right or left of it, clear of all points, at least of those before it, or not at all.
    const shown = points
      .filter((p) => !p.classList.contains("gone"))
      .map((point) => {
        const area = point.classList.contains("area");
        const r = (area ? 3.5 : 4 + 8 * Math.sqrt(Number(point.dataset.n) / most) * Math.min(1, most / 8)) * unit;
        const [x, y] = /\(([-\d.]+) ([-\d.]+)\)/.exec(point.getAttribute("transform")).slice(1).map(Number);
        return { point, area, r, x, y, room: [x - r, y - r, x + r, y + r] };
      });
    const size = 12.5 * unit;
    const labels = [];
    for (const [rank, { point, r, x, y }] of shown.entries()) {
      point.querySelector("circle").setAttribute("r", r);
      const text = point.lastElementChild;
      text.style.fontSize = `${size}px`;
      text.style.strokeWidth = `${3 * unit}px`;
      text.setAttribute("y", size * 0.35);
      const width = text.textContent.length * size * 0.56;
      const gap = r + 3 * unit;
      const sides = [
        ["start", gap, [x + gap, y - size * 0.7, x + gap + width, y + size * 0.7]],
        ["end", -gap, [x - gap - width, y - size * 0.7, x - gap, y + size * 0.7]],
      ];
      const inside = sides.filter(([, , label]) => label[0] > box[0] && label[2] < box[0] + box[2] && !labels.some((t) => meet(label, t)));
      const clear = (others) => inside.find(([, , label]) => !others.some((o) => o.point !== point && meet(label, o.room)));
      const side = clear(shown) ?? clear(shown.slice(0, rank));
      point.classList.toggle("mute", !side);
      if (side) {
        text.setAttribute("text-anchor", side[0]);
        text.setAttribute("x", side[1]);
        labels.push(side[2]);
      }
    }
    let room = 14;
    for (const land of lands) {
      const width = land.name.length * size * 0.62;
      const label = [land.x - width / 2, land.y - size * 0.6, land.x + width / 2, land.y + size * 0.6];
      const inside = label[0] > box[0] && label[2] < box[0] + box[2] && label[1] > box[1] && label[3] < box[1] + box[3];
      const free = inside && room > 0 && !labels.some((t) => meet(label, t)) && !shown.some((o) => meet(label, o.room));
      if (!free) {
        land.text?.remove();
        continue;
      }
      room -= 1;
      labels.push(label);
      land.text ??= landName(land);
      land.text.style.fontSize = `${size * 0.86}px`;
      svg.insertBefore(land.text, svg.querySelector(".pt"));
    }
  };
  const zoom = (factor) => {
    const width = Math.min(Math.max(box[2] * factor, 40), 3600);
    const height = (box[3] / box[2]) * width;
    box = [box[0] + (box[2] - width) / 2, box[1] + (box[3] - height) / 2, width, height];
    draw();
  };
  const move = (x, y) => {
    box = [box[0] + x, box[1] + y, box[2], box[3]];
    draw();
  };
  svg.parentElement.querySelector(".zoom").onclick = (event) => {
    const what = event.target.dataset.z;
    event.stopPropagation();
    if (what === "in") zoom(0.6);
    if (what === "out") zoom(1 / 0.6);
    if (what === "home") box = [...home];
    if (what === "world") box = [0, 40, 3600, 1460];
    draw();
  };
  svg.addEventListener("keydown", (event) => {
    const step = box[2] / 8;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(0.6);
    else if (event.key === "-") zoom(1 / 0.6);
    else return;
    event.preventDefault();
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2);
  });
  let from = null;
  svg.addEventListener("pointerdown", (event) => {
    from = [event.clientX, event.clientY];
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const scale = box[2] / svg.getBoundingClientRect().width;
    svg.classList.add("drag");
    move((from[0] - event.clientX) * scale, (from[1] - event.clientY) * scale);
    from = [event.clientX, event.clientY];
  });
  const end = () => {
    from = null;
    svg.classList.remove("drag");
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointerleave", end);
  svg.redraw = draw;
  new ResizeObserver(draw).observe(svg);
  draw();
}
