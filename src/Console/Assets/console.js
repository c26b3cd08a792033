// Keeps an open page true: the server sends it anew at each change, and only what differs is touched, so that focus, selection and scroll stay.

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

/** How long ago, in one unit, as the server says it. */
function age(seconds) {
  if (seconds < 1) return "now";
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

function tick() {
  for (const time of document.querySelectorAll("time.ago")) {
    const said = age((Date.now() - Date.parse(time.dateTime)) / 1000);
    if (time.textContent !== said) time.textContent = said;
  }
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

setInterval(tick, 1_000);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", ({ persisted }) => { if (persisted) listen(); });
listen();
