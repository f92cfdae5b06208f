// The list of articles: search and filters, kept when an article was looked at.
let kept = {};
let texts = null;

function startIndex() {
  const form = view.querySelector(".filters");
  if (!form) return;
  // The template is searched as it is written; its marks do not come between words.
  texts ??= articles.map((t) => fold([...t.content.querySelectorAll(".top, .words")].map((e) => e.textContent).join(" ")));
  for (const [name, value] of Object.entries(kept)) if (form.elements[name]) form.elements[name].value = value;
  const items = [...view.querySelectorAll(".list > li")];
  const points = [...view.querySelectorAll(".pt")];
  const days = [...view.querySelectorAll(".days li")];
  const list = view.querySelector(".list");
  const facets = [...view.querySelectorAll("[data-filter]")];
  // What a bar or a point stands for is set as the filter; once more, and it is taken away.
  listen("click", (event) => {
    const facet = event.target.closest("[data-filter]");
    if (!facet) return;
    const field = form.elements[facet.dataset.filter];
    field.value = field.value === facet.dataset.value ? "" : facet.dataset.value;
    filter();
  });
  const filter = () => {
    kept = Object.fromEntries(new FormData(form));
    const words = fold(kept.q ?? "").split(/\s+/).filter(Boolean);
    const shown = new Set();
    for (const item of items) {
      const has = (name) => !kept[name] || item.dataset[name].split("|").includes(kept[name]);
      const date = item.dataset.date;
      const fits =
        has("kind") && has("group") && has("country") &&
        (!kept.from || (date && date >= kept.from)) && (!kept.to || (date && date <= kept.to)) &&
        words.every((w) => texts[Number(item.dataset.a)].includes(w));
      item.hidden = !fits;
      if (fits) shown.add(item.dataset.a);
    }
    const orders = {
      facts: (a, b) => b.dataset.n - a.dataset.n,
      date: (a, b) => b.dataset.date.localeCompare(a.dataset.date),
    };
    if (list.dataset.sort !== (kept.sort ?? "")) {
      list.dataset.sort = kept.sort ?? "";
      list.append(...(orders[kept.sort] ? items.toSorted(orders[kept.sort]) : items));
    }
    for (const facet of facets) facet.setAttribute("aria-pressed", String(kept[facet.dataset.filter] === facet.dataset.value));
    for (const day of days) day.hidden = !shown.has(day.dataset.of);
    for (const point of points) point.classList.toggle("gone", !point.dataset.as.split(" ").some((a) => shown.has(a)));
    view.querySelector("svg.map")?.redraw?.();
    form.querySelector(".found").textContent =
      shown.size === items.length ? `${items.length} articles` : `${shown.size} of ${items.length} articles`;
  };
  form.oninput = filter;
  form.onreset = () => setTimeout(filter);
  form.onsubmit = (event) => event.preventDefault();
  filter();
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

route(true);
