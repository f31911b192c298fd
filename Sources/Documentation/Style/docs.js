// Two things that pages cannot do alone: a search while one types, and looking with a token. Without scripts the
// search is a form, and the pages are the public's.

const tokenName = "comanda-token";
const wanted = document.getElementById("wanted");
const found = document.getElementById("found");
const tokenForm = document.getElementById("token");
const trouble = document.getElementById("trouble");
let names;
let chosen = -1;

function token() {
  return sessionStorage.getItem(tokenName);
}

function ask(address) {
  const bearer = token();
  const headers = { Accept: "text/html, */*;q=0.5" };
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  return fetch(address, { headers });
}

// MARK: Search

async function readNames() {
  names ??= ask("/docs/names.json").then((answer) => (answer.ok ? answer.json() : []));
  return names;
}

function rank(name, text) {
  const whole = name.toLowerCase();
  const last = whole.slice(whole.lastIndexOf(".") + 1);
  if (whole === text) return 0;
  if (last === text) return 1;
  if (whole.startsWith(text)) return 2;
  if (last.startsWith(text)) return 3;
  return whole.includes(text) ? 4 : -1;
}

async function search() {
  const text = wanted.value.trim().toLowerCase();
  const all = text ? await readNames() : [];
  // What has been typed meanwhile is searched for by then.
  if (text !== wanted.value.trim().toLowerCase()) return;
  const fitting = all.map((entry) => [rank(entry[0], text), entry]).filter(([place]) => place >= 0);
  fitting.sort((left, right) => left[0] - right[0]);
  found.replaceChildren(...fitting.slice(0, 12).map(([, entry], index) => option(entry, index)));
  choose(-1);
  show(fitting.length > 0);
}

function option([name, kind, address], index) {
  const item = document.createElement("li");
  item.id = `found-${index}`;
  item.setAttribute("role", "option");
  item.dataset.address = address;
  const code = document.createElement("code");
  code.textContent = name;
  const small = document.createElement("small");
  small.textContent = ` ${kind}`;
  item.append(code, small);
  // Before the field loses the focus, which would hide the list.
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    open(address);
  });
  return item;
}

function show(isShown) {
  found.hidden = !isShown;
  wanted.setAttribute("aria-expanded", String(isShown));
}

function choose(index) {
  chosen = index;
  [...found.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
  const item = found.children[index];
  if (item) {
    wanted.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  } else {
    wanted.removeAttribute("aria-activedescendant");
  }
}

function press(event) {
  const count = found.children.length;
  if (event.key === "Escape") show(false);
  if (found.hidden || count === 0) return;
  if (event.key === "ArrowDown") choose((chosen + 1) % count);
  else if (event.key === "ArrowUp") choose(chosen <= 0 ? count - 1 : chosen - 1);
  else if (event.key === "Enter" && chosen >= 0) open(found.children[chosen].dataset.address);
  else return;
  event.preventDefault();
}

wanted.addEventListener("input", search);
wanted.addEventListener("keydown", press);
wanted.addEventListener("blur", () => show(false));
document.addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  wanted.focus();
});

// MARK: Pages, as a token's bearer sees them

async function open(address, isNew = true) {
  show(false);
  if (!token()) {
    location.assign(address);
    return;
  }
  const page = new URL(address, location.href);
  let answer;
  try {
    answer = await ask(page.pathname + page.search);
  } catch {
    return complain("The server does not answer.");
  }
  if (answer.status === 401) return complain("The token is not valid, or not any more.");
  if (!(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return save(answer, page);
  replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (isNew) history.pushState(null, "", page);
  wanted.value = "";
  const target = page.hash && document.getElementById(decodeURIComponent(page.hash.slice(1)));
  if (target) target.scrollIntoView();
  else window.scrollTo(0, 0);
  document.getElementById("content").focus({ preventScroll: true });
}

// Only these two differ from page to page.
function replace(page) {
  trouble.hidden = true;
  document.title = page.title;
  document.getElementById("content").replaceChildren(...page.getElementById("content").childNodes);
  document.getElementById("audience").textContent = page.getElementById("audience").textContent;
}

async function save(answer, page) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = page.pathname.slice(page.pathname.lastIndexOf("/") + 1);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function complain(text) {
  trouble.textContent = text;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || !token() || link.download) return;
  const page = new URL(link.href, location.href);
  if (page.origin !== location.origin || !page.pathname.startsWith("/docs")) return;
  if (page.pathname === location.pathname && page.search === location.search && page.hash) return;
  event.preventDefault();
  open(page.href);
});
window.addEventListener("popstate", () => open(location.href, false));

document.getElementById("search").addEventListener("submit", (event) => {
  if (!token()) return;
  event.preventDefault();
  open(`/docs/search?q=${encodeURIComponent(wanted.value)}`);
});

tokenForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = document.getElementById("bearer");
  if (!field.value.trim()) return;
  sessionStorage.setItem(tokenName, field.value.trim());
  field.value = "";
  names = undefined;
  open(location.href, false);
});

document.getElementById("forget").addEventListener("click", () => {
  sessionStorage.removeItem(tokenName);
  location.reload();
});

// A link may bring a token behind `#`, which browsers tell nobody; it does not stay in the address.
const brought = /^#token=([\w.~+/=-]+)$/.exec(location.hash);
if (brought) {
  sessionStorage.setItem(tokenName, brought[1]);
  history.replaceState(null, "", location.pathname + location.search);
}
tokenForm.hidden = false;
if (token()) open(location.href, false);
