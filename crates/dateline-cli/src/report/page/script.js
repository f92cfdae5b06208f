// Shows one article at a time, and lights words and cards that belong together.
const view = document.getElementById("view");
const say = document.getElementById("say");
const legend = document.querySelector(".legend");
const articles = [...document.querySelectorAll("main > template")];
const all = (selector, root = view) => [...root.querySelectorAll(selector)];
document.getElementById("summary").append(document.getElementById("sum").content);

// What listens to the view goes when another article comes.
let listening = new AbortController();
function listen(type, act) {
  view.addEventListener(type, act, { signal: listening.signal });
}

function show(id) {
  listening.abort();
  listening = new AbortController();
  const template = document.getElementById(id);
  view.replaceChildren(template.content.cloneNode(true));
  view.dataset.id = id;
  const article = id !== "index";
  legend.hidden = !article;
  if (article && articles.length > 1) {
    const back = document.createElement("p");
    back.className = "back";
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = "← All articles";
    back.append(link);
    view.prepend(back);
  }
  if (article) startArticle();
  else startIndex();
  all("svg.map").forEach(startMap);
}

function route(first) {
  const [, id, mention] = /^#(a\d+)(-[msi]\d+)?$/.exec(location.hash) ?? [];
  const wanted = id && document.getElementById(id) ? id : articles.length === 1 ? "a0" : "index";
  if (view.dataset.id !== wanted) {
    show(wanted);
    if (!mention) {
      scrollTo(0, 0);
      if (!first) view.querySelector("h1").focus({ preventScroll: true });
    }
  }
  if (mention) point(document.getElementById(id + mention));
}

function point(element) {
  if (!element) return;
  all(".here").forEach((e) => e.classList.remove("here"));
  element.classList.add("here");
  element.scrollIntoView({ block: "center" });
  if (element.matches(".incident")) element.focus({ preventScroll: true });
}

function startArticle() {
  // Only kinds that this article has are offered.
  for (const input of all("input", legend)) input.parentElement.hidden = !view.querySelector(`mark.k-${input.value}`);
  const cards = new Map(all(".card").map((c) => [c.dataset.r, c]));
  const words = all("[data-l]");
  const byRelation = new Map();
  for (const word of words) {
    for (const r of word.dataset.l.split(" ")) {
      if (!byRelation.has(r)) byRelation.set(r, []);
      byRelation.get(r).push(word);
    }
  }
  let pinned = [];

  const light = (relations, entity) => {
    all(".on").forEach((e) => e.classList.remove("on"));
    all(".lit").forEach((e) => e.classList.remove("lit"));
    for (const r of relations) {
      cards.get(r)?.classList.add("lit");
      byRelation.get(r)?.forEach((w) => w.classList.add("on"));
    }
    if (entity) all(`mark[data-e="${entity}"], .pt[data-e="${entity}"]`).forEach((e) => e.classList.add("on"));
  };
  const pin = (relations) => {
    pinned = relations;
    cards.forEach((c, r) => c.setAttribute("aria-pressed", String(relations.includes(r))));
    light(relations);
  };
  // What an element is about: a card, words with relations, an incident, or a thing.
  const about = (target) => {
    const e = target.closest?.(".card, [data-l], [data-rs], summary[data-e], .pt[data-e]");
    if (!e || !view.contains(e)) return null;
    if (e.dataset.r) return { e, relations: [e.dataset.r] };
    if (e.dataset.l) return { e, relations: e.dataset.l.split(" ") };
    if (e.dataset.rs !== undefined) return { e, relations: e.dataset.rs.split(" ").filter(Boolean) };
    return { e, relations: [], entity: e.dataset.e };
  };
  listen("pointerover", (event) => {
    const what = about(event.target);
    if (what) light(what.relations, what.entity);
    else light(pinned);
  });
  listen("pointerleave", () => light(pinned));
  listen("focusin", (event) => {
    const what = about(event.target);
    light(what ? what.relations : pinned, what?.entity);
    if (what?.e.dataset.l) say.textContent = what.relations.map((r) => cards.get(r)?.textContent).join(" ");
  });
  listen("focusout", () => light(pinned));
  listen("click", (event) => {
    const go = event.target.closest("[data-go]");
    if (go) {
      event.preventDefault();
      const card = cards.get(go.dataset.go);
      pin([go.dataset.go]);
      card?.scrollIntoView({ block: "center" });
      card?.focus({ preventScroll: true });
      return;
    }
    // A link goes where it leads.
    if (event.target.closest("a")) return;
    const what = about(event.target);
    if (!what) return pin([]);
    if (what.e.matches("summary")) return;
    if (what.e.matches(".pt")) return point(view.querySelector(`mark[data-e="${what.entity}"]`));
    pin(what.relations.every((r) => pinned.includes(r)) && what.relations.length === pinned.length ? [] : what.relations);
  });
  listen("keydown", (event) => {
    const e = event.target;
    if (event.key === "Escape") return pin([]);
    const card = e.closest(".card");
    if (card) {
      const order = [...cards.values()];
      const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
      if (step) {
        event.preventDefault();
        order[order.indexOf(card) + step]?.focus();
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        card.click();
      } else if (event.key === "ArrowLeft") {
        event.preventDefault();
        focusWord(byRelation.get(card.dataset.r)?.[0]);
      }
    } else if (e.dataset.l) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        focusWord(words[words.indexOf(e) + step]);
      } else if (event.key === "Enter") {
        event.preventDefault();
        cards.get(e.dataset.l.split(" ")[0])?.focus();
      }
    }
  });
  // One stop for the tabulator key in the words; arrows go from one to the next.
  const focusWord = (word) => {
    if (!word) return;
    words.forEach((w) => w.setAttribute("tabindex", w === word ? "0" : "-1"));
    word.focus();
  };
  words.forEach((w, i) => w.setAttribute("tabindex", i === 0 ? "0" : "-1"));
  marks();
}

function marks() {
  const off = new Set(all("input:not(:checked)", legend).map((i) => i.value));
  for (const m of all("mark")) m.classList.toggle("off", [...m.classList].some((c) => c.startsWith("k-") && off.has(c.slice(2))));
}
legend.addEventListener("change", marks);
addEventListener("hashchange", () => route(false));
