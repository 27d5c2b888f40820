// The palette (Ctrl or ⌘ and K), the help (?), and / for the search.

const palette = document.getElementById("palette");
const help = document.getElementById("help");

const openPalette = (() => {
  if (!palette) return () => {};
  const input = palette.querySelector("input");
  const empty = palette.querySelector("[data-empty]");
  const list = palette.querySelector("[role=listbox]");
  const { ask } = combobox(input, {
    address: palette.dataset.address,
    list,
    always: true,
    draw: (result) => [make("span", {}, result.text), make("small", {}, result.hint ?? "")],
    choose: (result) => {
      palette.close();
      location.assign(result.href);
    },
  });
  input.addEventListener("suggested", (event) => {
    empty.hidden = event.detail > 0;
  });
  // A click beside the box lands on the dialog itself.
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
  return () => {
    if (palette.open) return palette.close();
    help?.close();
    input.value = "";
    empty.hidden = true;
    palette.showModal();
    input.focus();
    ask("", 0);
  };
})();

for (const button of document.querySelectorAll("[data-opens=palette]")) {
  button.hidden = !palette;
  button.addEventListener("click", openPalette);
}
for (const button of document.querySelectorAll("[data-opens=help]")) {
  button.hidden = !help;
  button.addEventListener("click", () => help.showModal());
}
help?.addEventListener("click", (event) => {
  if (event.target === help) help.close();
});

const isTyping = (target) =>
  target.isContentEditable ||
  target.matches("select, textarea, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("main input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (!palette?.open) {
      event.preventDefault();
      openPalette();
    }
  } else if (event.key === "?" && help && !help.open && !palette?.open) {
    event.preventDefault();
    help.showModal();
  }
});
