// Lists: all of a page at once.

for (const table of document.querySelectorAll("table.rows")) {
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox][name=id]")];
  const head = table.querySelector("thead tr");
  if (boxes.length === 0 || !head) continue;
  const all = table.querySelector("[data-all]") ?? (() => {
    const made = make("input", { type: "checkbox", "aria-label": text("select-all") });
    head.cells[0]?.replaceChildren(made);
    return made;
  })();
  all.hidden = false;
  const form = boxes[0].form;
  const count = form?.querySelector("[data-selected]");
  const wide = form?.querySelector("input[name=all]");
  const recount = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    if (count) count.textContent = chosen > 0 ? text("selected", { n: chosen }) : "";
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    recount();
  });
  let last = null;
  for (const box of boxes) {
    // With Shift, everything between the last box and this one.
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
      if (!box.checked && wide) wide.checked = false;
      recount();
    });
  }
  window.addEventListener("pageshow", recount);
  recount();
}

// A menu that lies over the page goes away by Escape, by a click elsewhere and for another one.
const menus = [...document.querySelectorAll(".toolbar details")];
for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    for (const other of menus) if (other !== menu) other.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});

for (const select of document.querySelectorAll("select[data-submits]")) {
  select.addEventListener("change", () => select.form?.requestSubmit());
}
