"use strict";
// The filter stands in the address's hash, so that a filtered table can be sent as a link; keys are those of `--where`, and q and sort.
const PAGE = 200, COLUMNS = { when: "from", what: "", type: "type", status: "status", told: "n" };
const listed = (row, key, value) => (row.dataset[key] || "").includes(`|${value}|`);
const passes = {
  q: (row, value) => value.toLowerCase().split(/\s+/).every((word) => row.textContent.toLowerCase().includes(word)),
  entity: (row, value) => (row.dataset.entity || "").includes(value.toLowerCase()),
  since: (row, value) => row.dataset.until !== "" && row.dataset.until >= value,
  until: (row, value) => row.dataset.from !== "" && row.dataset.from <= value + "-99-99".slice(value.length - 4),
};
for (const key of ["type", "status", "modality", "language", "court"]) passes[key] = (row, value) => listed(row, key, value);

function filtering(table, form) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const tally = form.querySelector("output"), more = document.querySelector(".more"), none = document.querySelector(".none");
  let asked = {}, shown = PAGE;

  function fromHash() {
    asked = Object.fromEntries([...new URLSearchParams(location.hash.slice(1))].filter(([key, value]) => value && (Object.hasOwn(passes, key) || key === "sort")));
    for (const field of form.elements) if (field.name) field.value = asked[field.name] || (field.name === "sort" ? "-when" : "");
    const rare = Object.keys(asked).some((key) => !["q", "entity", "sort"].includes(key));
    if (rare || matchMedia("(min-width: 60rem)").matches) form.querySelector("details").open = true;
    sort();
    show();
  }

  function toHash() {
    asked = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()).map(([key, value]) => [key, value.trim()]));
    if (asked.sort === "-when") delete asked.sort;
    shown = PAGE;
    keep();
    sort();
    show();
  }

  const keep = () => history.replaceState(null, "", Object.keys(asked).length ? "#" + new URLSearchParams(asked) : location.pathname + location.search);

  function sort() {
    const name = (asked.sort || "-when").replace(/^-/, ""), down = (asked.sort || "-when").startsWith("-");
    if (!Object.hasOwn(COLUMNS, name)) return;
    const key = (row) => (COLUMNS[name] ? row.dataset[COLUMNS[name]] : row.querySelector(".what a").textContent) || "";
    const order = new Map(rows.map((row, at) => [row, at])), sorted = [...rows];
    sorted.sort((a, b) => (down ? -1 : 1) * key(a).localeCompare(key(b)) || order.get(a) - order.get(b));
    body.append(...sorted);
    for (const head of heads) {
      if (head.dataset.sort === name) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  function show() {
    const conditions = Object.entries(asked).filter(([key]) => Object.hasOwn(passes, key));
    let found = 0;
    for (const row of body.rows) {
      const held = conditions.every(([key, value]) => passes[key](row, value));
      row.hidden = !held || ++found > shown;
    }
    tally.textContent = conditions.length ? `${found} of ${rows.length} events` : `${rows.length} ${rows.length === 1 ? "event" : "events"}`;
    form.querySelector("[type=reset]").hidden = !conditions.length;
    more.hidden = found <= shown;
    none.hidden = found > 0;
    table.hidden = found === 0;
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      asked.sort = (now ? now === "ascending" : head.dataset.sort === "when" || head.dataset.sort === "told") ? "-" + head.dataset.sort : head.dataset.sort;
      form.elements.sort.value = asked.sort;
      keep();
      sort();
      show();
    });
    head.replaceChildren(button);
  }
  more.querySelector("button").addEventListener("click", () => { shown += PAGE; show(); });
  form.addEventListener("input", toHash);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(toHash));
  addEventListener("hashchange", fromHash);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); form.elements.q.focus(); }
  });
  form.hidden = false;
  fromHash();
}

const table = document.querySelector("table.events");
if (table) filtering(table, document.querySelector("form.filter"));
