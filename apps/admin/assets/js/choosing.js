// The back office works without any of this; here it only becomes nicer. Texts come from the page: this file speaks no
// language.

/** A text of the page: `data-text-none` of the body is `text("none")`; `{n}` in it is filled. */
const text = (name, values = {}) => {
  const found = document.body.getAttribute(`data-text-${name}`) ?? "";
  return found.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
};

/** An element with attributes and children; a text is never read as HTML. */
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
};

/** Said to who listens instead of looking. */
const announce = (() => {
  const live = make("p", { class: "visually-hidden", role: "status" });
  document.body.append(live);
  return (said) => {
    live.textContent = said;
  };
})();

/** The answer to what is typed, once one stops typing; an older answer never overtakes a newer one. */
const asking = (address, answer) => {
  let timer;
  let last = 0;
  const ask = async (question) => {
    const mine = ++last;
    const url = new URL(address, location.href);
    url.searchParams.set("q", question);
    try {
      const response = await fetch(url, { headers: { accept: "application/json" } });
      const found = response.ok ? await response.json() : { results: [] };
      if (mine === last) answer(found.results ?? []);
    } catch {
      if (mine === last) answer([]);
    }
  };
  return (question, wait = 140) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait, question);
  };
};

let combos = 0;

/**
 * An input with a list under it, as ARIA describes a combobox. `draw(result)` gives the children of a line,
 * `choose(result)` is told what was chosen.
 */
const combobox = (input, { address, list, draw, choose, least = 0, always = false }) => {
  const id = `suggestions-${++combos}`;
  list.id = id;
  const set = (name, value) => input.setAttribute(name, value);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", id);
  set("aria-expanded", "false");
  set("autocomplete", "off");
  let results = [];
  let at = -1;

  const close = () => {
    list.hidden = !always;
    set("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const point = (next) => {
    const lines = [...list.children];
    at = next;
    lines.forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
    if (lines[at]) {
      set("aria-activedescendant", lines[at].id);
      lines[at].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const show = (found) => {
    if (document.activeElement !== input) return;
    results = found;
    const line = (result, i) =>
      make("li", { role: "option", id: `${id}-${i}`, "aria-selected": "false" }, ...draw(result));
    list.replaceChildren(...found.map(line));
    list.hidden = found.length === 0;
    set("aria-expanded", String(found.length > 0));
    point(always && found.length > 0 ? 0 : -1);
    announce(found.length > 0 ? text("found", { n: found.length }) : text("none"));
    input.dispatchEvent(new CustomEvent("suggested", { detail: found.length }));
  };
  const ask = asking(address, show);
  const take = (i) => {
    const result = results[i];
    if (!result) return;
    close();
    choose(result);
  };

  input.addEventListener("input", () => {
    if (input.value.trim().length < least) return close();
    ask(input.value.trim());
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden && results.length > 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return ask(input.value.trim(), 0);
      const step = event.key === "ArrowDown" ? 1 : -1;
      point((at + step + results.length) % results.length);
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      take(at);
    } else if (event.key === "Escape" && open && !always) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 120));
  // Before the input loses the focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("mousemove", (event) => {
    const line = event.target.closest("[role=option]");
    const under = [...list.children].indexOf(line);
    if (line && under !== at) point(under);
  });
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) take([...list.children].indexOf(line));
  });
  return { ask, close };
};
