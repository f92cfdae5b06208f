// Maps: zoom, drag, arrows, and labels that do not cover each other.
function startMap(svg) {
  const home = svg.dataset.home.split(" ").map(Number);
  const points = [...svg.querySelectorAll(".pt")];
  let box = [...home];
  const draw = () => {
    svg.setAttribute("viewBox", box.map((v) => v.toFixed(2)).join(" "));
    const rect = svg.getBoundingClientRect();
    if (!rect.width) return;
    // The box is fitted into the frame: the smaller ratio rules.
    const unit = 1 / Math.min(rect.width / box[2], rect.height / box[3]);
    const taken = [];
    for (const point of points) {
      if (point.classList.contains("gone")) continue;
      const r = Math.min(4 + Math.sqrt(Number(point.dataset.n)) * 1.6, 14) * unit;
      const circle = point.firstElementChild.nextElementSibling;
      circle.setAttribute("r", r);
      const text = point.lastElementChild;
      const size = 12.5 * unit;
      text.setAttribute("font-size", size);
      text.style.fontSize = `${size}px`;
      text.style.strokeWidth = `${3 * unit}px`;
      text.setAttribute("x", r + 3 * unit);
      text.setAttribute("y", size * 0.35);
      const [x, y] = /\(([-\d.]+) ([-\d.]+)\)/.exec(point.getAttribute("transform")).slice(1).map(Number);
      const width = text.textContent.length * size * 0.58;
      const label = [x - r, y - size * 0.8, x + r + width, y + size * 0.8];
      const hides = taken.some((t) => label[0] < t[2] && label[2] > t[0] && label[1] < t[3] && label[3] > t[1]);
      point.classList.toggle("mute", hides);
      if (!hides) taken.push(label);
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
