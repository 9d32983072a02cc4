"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const form = one("form.strip");
  const evidence = one("#evidence");
  const table = one(".matrix");
  const rows = all("tr.point", table);
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const articles = [...form.elements.art.options]; // in the order of the columns, after "all"
  const FIELDS = ["actor", "art", "kind", "q"];
  let state = {};
  let opener = null;

  // The state lives in the fragment, so that a link or a bookmark shows the same: #st=disputed&q=toll&at=c-…
  function read() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return { ...state, at: hash }; // a link to a part of the page
    return Object.fromEntries(new URLSearchParams(hash));
  }

  function write(change, push = false) {
    state = { ...state, ...change };
    const kept = Object.entries(state).filter(([, value]) => value);
    const address = kept.length ? `#${new URLSearchParams(kept)}` : location.pathname + location.search;
    history[push ? "pushState" : "replaceState"](null, "", address);
    show();
    if ("at" in change) reveal(state.at);
  }

  function matches(row) {
    const { st, den, actor, art, kind, q } = state;
    if (st && !st.split(",").includes(row.parentElement.dataset.group)) return false;
    const kinds = (row.dataset.kinds || "").split("|");
    if (den && !kinds.includes("denies") && !kinds.includes("denial")) return false;
    if (actor && !(row.dataset.actors || "").split(" ").includes(actor)) return false;
    if (art && !row.cells[articles.findIndex((option) => option.value === art)]?.firstElementChild) return false;
    if (kind && !kinds.includes(kind)) return false;
    return !q || words.get(row).includes(q.toLowerCase());
  }

  function show() {
    let count = 0;
    for (const row of rows) {
      row.hidden = !matches(row);
      count += !row.hidden;
    }
    for (const body of all("tbody.group")) body.hidden = !one("tr.point:not([hidden])", body);
    const filtered = FIELDS.concat("st", "den").some((name) => state[name]);
    one("output", form).textContent = filtered ? `${count} of ${rows.length} points` : `${rows.length} points`;
    one("p.none").hidden = count > 0;
    for (const name of FIELDS) if (form.elements[name].value !== (state[name] || "")) form.elements[name].value = state[name] || "";
    const chosen = (state.st || "").split(",");
    for (const toggle of all(".toggle", form)) {
      const on = toggle.dataset.kind ? Boolean(state.den) : chosen.includes(toggle.dataset.st);
      toggle.setAttribute("aria-pressed", String(on));
    }
  }

  function reveal(at) {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    const target = at && document.getElementById(at);
    const article = target && target.closest("#evidence article");
    evidence.classList.toggle("open", Boolean(article));
    document.body.classList.toggle("beside", Boolean(article));
    if (!target) return;
    if (!article) {
      if (target.tagName === "DETAILS") target.open = true;
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
      return;
    }
    for (const other of all("article", evidence)) other.classList.toggle("on", other === article);
    const claim = at.startsWith("c-") ? at.slice(2) : "";
    const marks = claim ? all(`#${CSS.escape(at)}, [data-c~="${CSS.escape(claim)}"]`, article) : [];
    for (const mark of marks) mark.classList.add("lit");
    const cells = claim ? all(`td a[href="#${CSS.escape(at)}"]`, table) : []; // a claim may stand at several points
    for (const cell of cells) {
      cell.classList.add("lit");
      for (let folded = cell.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    }
    (cells.includes(opener) ? opener : cells[0])?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const cite = one(".cite", evidence);
    cite.hidden = !claim;
    cite.dataset.claim = claim;
    one(".told", evidence).textContent = "";
    (marks[0] || article).scrollIntoView({ block: marks.length ? "center" : "start" });
    evidence.focus({ preventScroll: true });
  }

  function close() {
    if (!state.at) return;
    write({ at: "" });
    if (opener) opener.focus();
    opener = null;
  }

  // The verbatim words, who vouches for them, the report and the place in its text.
  function citation(claim) {
    const cell = one(`td a[href="#c-${CSS.escape(claim)}"]`, table);
    const report = document.getElementById(`c-${claim}`).closest("article").dataset.cite;
    return `“${one("q", cell).textContent}” (${one("small b", cell).textContent}; ${report}; characters ${cell.dataset.at.replaceAll("-", "–")})`;
  }

  async function cite(button) {
    const text = citation(button.dataset.claim);
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      evidence.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
    }
    one(".told", evidence).textContent = done ? "Copied" : text;
  }

  function step(by) {
    const shown = rows.filter((row) => !row.hidden);
    const here = shown.indexOf(document.activeElement.closest("tr.point"));
    const next = shown[Math.max(0, Math.min(shown.length - 1, here + by))];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#a-'], a[href^='#c-'], a[href^='#p-'], a[href^='#q-']");
    if (link) {
      event.preventDefault();
      opener = link;
      write({ at: link.getAttribute("href").slice(1) }, true);
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".close")) close();
    else if (button.matches(".cite")) cite(button);
    else if (button.matches(".clear")) write({ st: "", den: "", actor: "", art: "", kind: "", q: "" });
    else if (button.dataset.kind) write({ den: state.den ? "" : "1" });
    else if (button.dataset.st) {
      const chosen = new Set((state.st || "").split(",").filter(Boolean));
      chosen.has(button.dataset.st) ? chosen.delete(button.dataset.st) : chosen.add(button.dataset.st);
      write({ st: [...chosen].join(",") });
    }
  });

  form.addEventListener("input", (event) => {
    if (FIELDS.includes(event.target.name)) write({ [event.target.name]: event.target.value });
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (state.at) close();
      else document.activeElement.blur();
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      form.elements.q.focus();
    } else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (event.key === "Enter" && event.target.matches("tr.point")) {
      const cell = one("td a", event.target);
      if (cell) cell.click();
    }
  });

  function arrive() {
    state = read();
    show();
    reveal(state.at);
  }

  window.addEventListener("popstate", arrive);
  const names = all("thead tr + tr th", table).map((head) => head.firstChild.textContent);
  for (const row of rows) {
    row.tabIndex = -1;
    for (const cell of all("td:not(:empty), td[class]", row)) cell.dataset.name = names[cell.cellIndex - 1];
  }
  document.documentElement.classList.add("scripted");
  arrive();
})();
