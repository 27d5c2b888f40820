// Forms: relations by autocomplete, parts that depend on others, nothing lost and nothing sent twice.

/** A chosen row of a relation that may have several: its box, ticked. */
const picked = (name, result) =>
  make(
    "li",
    {},
    make("label", {}, make("input", { type: "checkbox", name, value: result.id, checked: true }), ` ${result.text}`),
  );

/** The hidden input that carries the id (or, by another name, what was asked); made when the page has none. */
const carrier = (input, name) => {
  const scope = input.closest(".relation, .field") ?? input.parentElement;
  const there = [...scope.querySelectorAll("input[type=hidden]")].find((other) => other.name === name);
  if (there) return there;
  const made = make("input", { type: "hidden", name });
  input.before(made);
  return made;
};

const suggest = (input) => {
  const typed = input.name;
  const name = typed.endsWith("__q") ? typed.slice(0, -3) : typed;
  const shares = name === typed;
  const many = input.hasAttribute("data-many");
  const list = make("ul", { class: "suggestions", role: "listbox", hidden: true, "aria-label": text("suggestions") });
  const around = make("div", { class: "suggests" });
  input.before(around);
  around.append(input, list);

  const changed = () => input.dispatchEvent(new Event("change", { bubbles: true }));
  const put = (result) => {
    const hidden = carrier(input, name);
    hidden.value = result.id;
    hidden.disabled = false;
    // The question is answered.
    if (!shares) carrier(input, `${name}__asked`).value = result.text;
    for (const radio of input.form?.querySelectorAll("input[type=radio]") ?? []) {
      if (radio.name === name) radio.checked = false;
    }
    input.value = result.text;
    input.dataset.chosen = result.text;
    // The filter's own name now belongs to the id.
    if (shares) input.removeAttribute("name");
  };
  const chooseOne = (result) => {
    put(result);
    changed();
  };
  const chooseMany = (result) => {
    const scope = input.closest(".relation, .field") ?? around.parentElement;
    const there = [...scope.querySelectorAll("input")].find((box) => box.name === name && box.value === String(result.id));
    if (there) {
      if (there.type === "checkbox") there.checked = true;
    } else {
      const chips = scope.querySelector("ul.relation-picked") ?? make("ul", { class: "relation-picked" });
      if (!chips.isConnected) around.before(chips);
      chips.append(picked(name, result));
    }
    input.value = "";
    announce(result.text);
    changed();
  };
  combobox(input, {
    address: input.dataset.suggest,
    list,
    draw: (result) => [make("span", {}, result.text)],
    choose: many ? chooseMany : chooseOne,
  });
  // A filter that is set shows the name, not the number.
  if (shares && input.dataset.shown) put({ id: input.value, text: input.dataset.shown });
  // What is typed over a choice is no choice any more.
  input.addEventListener("input", () => {
    if (many || input.value === input.dataset.chosen) return;
    if (shares && !input.name) {
      carrier(input, name).disabled = true;
      input.name = typed;
    } else if (!shares && input.value.trim() === "") {
      carrier(input, name).value = "";
    }
  });
};

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);

/** `data-only-if="kind=room"`: shown while the field `kind` of the same form says `room`. */
const valueOf = (form, name) => {
  const field = form.elements.namedItem(name);
  if (!field) return null;
  if (field instanceof RadioNodeList) {
    const boxes = [...field];
    const box = boxes.find((other) => other.type === "checkbox");
    return box ? String(box.checked) : field.value;
  }
  return field.type === "checkbox" ? String(field.checked) : field.value;
};

for (const form of document.forms) {
  const parts = [...form.querySelectorAll("[data-only-if]")];
  if (parts.length === 0) continue;
  const judge = () => {
    for (const part of parts) {
      const [name, ...value] = part.dataset.onlyIf.split("=");
      const now = valueOf(form, name);
      part.hidden = now !== null && now !== value.join("=");
      // A browser would wait for ever for what is not shown.
      for (const field of part.querySelectorAll("[required], [data-required]")) {
        field.toggleAttribute("data-required", part.hidden);
        field.required = !part.hidden;
      }
    }
  };
  form.addEventListener("input", judge);
  form.addEventListener("change", judge);
  judge();
}

// What was typed is not left by accident.
for (const form of document.querySelectorAll("form.editor, form[data-guard]")) {
  const state = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  let before = state();
  let leaves = false;
  // A form that came back with problems was typed into already.
  const wasTyped = form.querySelector(".field-wrong") !== null;
  form.addEventListener("submit", () => {
    leaves = true;
  });
  window.addEventListener("pageshow", () => {
    leaves = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaves && (wasTyped || state() !== before)) event.preventDefault();
  });
  form.addEventListener("reset", () => setTimeout(() => (before = state())));
}

// A second click does not send a form twice. Its own button must still be enabled while the form is being read.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // A field may be called `action`: the form's own attributes are asked for by name.
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  const isDownload = (form.getAttribute("action") ?? "").includes("/export/");
  const buttons = [...form.elements].filter((element) => element.type === "submit");
  setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
  // A download leaves the page where it is.
  setTimeout(() => buttons.forEach((button) => (button.disabled = false)), isDownload ? 2000 : 15000);
});
// What is empty says nothing in an address.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "get") return;
  const empty = [...form.elements].filter((field) => field.name && field.value === "" && !field.disabled);
  empty.forEach((field) => (field.disabled = true));
  setTimeout(() => empty.forEach((field) => (field.disabled = false)));
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});
