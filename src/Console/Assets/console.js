// Keeps an open page true: the server sends it anew at each change, and only what differs is touched, so that focus, selection and scroll stay.
// Beside that: search in a dialog (/ or ⌘K), and a few keys to move by.

const silence = 30_000;
const lost = document.getElementById("lost");
let heard = Date.now();
let source;

/** Makes one element like another, child by child. */
function liken(old, young) {
  for (const { name } of [...old.attributes]) if (!young.hasAttribute(name) && !(name === "open" && old.tagName === "DETAILS")) old.removeAttribute(name);
  for (const { name, value } of young.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);

  let at = old.firstChild;
  for (let next = young.firstChild; next; ) {
    const child = next;
    next = next.nextSibling;
    if (!at) old.append(child);
    else if (at.nodeType !== child.nodeType || at.nodeName !== child.nodeName) {
      const replaced = at;
      at = at.nextSibling;
      replaced.replaceWith(child);
    } else {
      if (at.nodeType === Node.TEXT_NODE) { if (at.data !== child.data) at.data = child.data; }
      else if (at.nodeType === Node.ELEMENT_NODE && !(at === document.activeElement && at.matches("input, select")) && !at.isEqualNode(child)) liken(at, child);
      at = at.nextSibling;
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/** How long ago, in one unit, as the server says it: alone, after "for", or with "ago". */
function age(seconds, as) {
  if (seconds < 1) return as === "ago" ? "now" : "0 s";
  const [count, unit] = seconds < 120 ? [seconds, "s"] : seconds < 7200 ? [seconds / 60, "min"] : seconds < 172800 ? [seconds / 3600, "h"] : [seconds / 86400, "d"];
  return `${Math.floor(count)} ${unit}${as === "ago" ? " ago" : ""}`;
}

function tick() {
  for (const time of document.querySelectorAll("time.since")) {
    const said = age((Date.now() - Date.parse(time.dateTime)) / 1000, time.dataset.as);
    if (time.textContent !== said) time.textContent = said;
  }
  for (const clock of document.querySelectorAll("time.clock")) clock.textContent = new Date().toISOString().slice(11, 19);
  if (Date.now() - heard > silence && source?.readyState !== EventSource.CLOSED) lost.hidden = false;
}

function hear() {
  heard = Date.now();
  lost.hidden = true;
}

function listen() {
  source = new EventSource(location.pathname + location.search);
  source.addEventListener("open", hear);
  source.addEventListener("beat", hear);
  source.addEventListener("page", ({ data }) => {
    hear();
    const young = new DOMParser().parseFromString(data, "text/html").getElementById("page");
    const page = document.getElementById("page");
    document.title = young.dataset.title;
    liken(page, young);
    tick();
  });
  source.addEventListener("error", () => {
    lost.hidden = false;
    // A refusal ends the stream for good; a session may have ended, so it is tried anew, at leisure.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5_000);
  });
}

// --- Search ------------------------------------------------------------------

const jump = document.getElementById("jump");
const sought = jump.querySelector("input");
const results = jump.querySelector(".found");
let asked = 0;

async function seek() {
  const turn = ++asked;
  const answer = await fetch(`/search?q=${encodeURIComponent(sought.value)}`);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("found");
  if (turn !== asked || !found) return;
  results.replaceChildren(...found.children);
  choose(0);
}

function choose(index) {
  const links = [...results.querySelectorAll("a")];
  const at = Math.max(0, Math.min(index, links.length - 1));
  links.forEach((link, place) => link.toggleAttribute("data-chosen", place === at));
  links[at]?.scrollIntoView({ block: "nearest" });
  return at;
}

function openSearch() {
  if (jump.open) return;
  jump.showModal();
  sought.select();
  seek();
}

let chosen = 0;
sought.addEventListener("input", () => { chosen = 0; seek(); });
sought.addEventListener("keydown", event => {
  if (event.key === "ArrowDown") chosen = choose(chosen + 1);
  else if (event.key === "ArrowUp") chosen = choose(chosen - 1);
  else if (event.key === "Enter" && results.querySelector("[data-chosen]")) location.assign(results.querySelector("[data-chosen]").href);
  else return;
  event.preventDefault();
});
jump.addEventListener("click", event => { if (event.target === jump) jump.close(); });
document.addEventListener("click", event => {
  if (!event.target.closest("a.search") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openSearch();
});

// --- Keys ----------------------------------------------------------------------

/** Moves the focus from one entry of the page's list to the next. */
function step(by) {
  const entries = [...document.querySelectorAll("main .entry a.what, main tbody td:not(:empty) a:first-child, main .tiles a, main .lanes a")];
  const at = entries.indexOf(document.activeElement);
  entries[Math.max(0, Math.min(at < 0 ? (by > 0 ? 0 : entries.length - 1) : at + by, entries.length - 1))]?.focus();
}

document.addEventListener("keydown", event => {
  if ((event.metaKey || event.ctrlKey) && event.key === "k") { event.preventDefault(); openSearch(); return; }
  if (event.metaKey || event.ctrlKey || event.altKey || jump.open || event.target.closest("input, select, textarea")) return;
  const page = document.querySelector(`nav [data-key="${CSS.escape(event.key)}"]`);
  if (event.key === "/") { event.preventDefault(); openSearch(); }
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (page) location.assign(page.href);
});

tick();
setInterval(tick, 1_000);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", ({ persisted }) => { if (persisted) listen(); });
listen();
