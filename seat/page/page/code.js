// The code: typed on a keyboard, or on the keys of the screen; any case, spaces do not count.

import { text, onLanguage } from "./texts.js";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 6;

const form = document.getElementById("code-form");
const input = document.getElementById("code");
const error = document.getElementById("code-error");
const open = document.getElementById("open");
const boxes = [...document.querySelectorAll(".boxes span")];
let busy = false;
let wrong = null;

const kept = (value) => [...value.toUpperCase()].filter((one) => /[A-Z0-9]/.test(one)).join("").slice(0, LENGTH);

function show() {
  const value = kept(input.value);
  if (input.value !== value) input.value = value;
  boxes.forEach((box, at) => {
    box.textContent = value[at] ?? "";
    box.classList.toggle("here", at === Math.min(value.length, LENGTH - 1));
  });
}

function refuse(key, message) {
  wrong = key ? { key, message } : null;
  error.textContent = wrong ? (message ?? text(key)) : "";
  form.classList.toggle("wrong", wrong !== null);
  input.setAttribute("aria-invalid", String(wrong !== null));
}

onLanguage(() => {
  if (wrong && !wrong.message) error.textContent = text(wrong.key);
});

export function clear() {
  input.value = "";
  refuse(null);
  show();
}

export const focus = () => input.focus({ preventScroll: true });

/** `enter(code)` answers `{ok: true}`, or what to say. */
export function setUp(enter) {
  async function send() {
    if (busy) return;
    const code = kept(input.value);
    if (code.length < LENGTH) {
      refuse("code_incomplete");
      return focus();
    }
    busy = true;
    open.disabled = true;
    open.textContent = text("opening");
    const answer = await enter(code).catch(() => ({ ok: false, key: "code_unreachable" }));
    busy = false;
    open.disabled = false;
    open.textContent = text("open");
    if (answer.ok) return clear();
    // A wrong code is typed anew; one that could not be asked about is kept.
    if (answer.key !== "code_unreachable") input.value = "";
    show();
    refuse(answer.key ?? "code_refused", answer.message);
    focus();
  }

  const changed = () => {
    show();
    if (wrong) refuse(null);
    if (kept(input.value).length === LENGTH) send();
  };
  input.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });

  const erase = document.getElementById("erase");
  for (const letter of ALPHABET) {
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = letter;
    // Whoever has a keyboard need not walk through thirty-two buttons.
    key.tabIndex = -1;
    key.addEventListener("click", () => {
      if (busy) return;
      input.value = kept(input.value + letter);
      changed();
    });
    erase.before(key);
  }
  erase.addEventListener("click", () => {
    if (busy) return;
    input.value = kept(input.value).slice(0, -1);
    changed();
    focus();
  });
  // Typing anywhere on the locked screen is typing the code.
  document.addEventListener("keydown", (event) => {
    const isFree = document.body.dataset.state === "locked" && event.target === document.body;
    if (isFree && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) focus();
  });
  show();
}
