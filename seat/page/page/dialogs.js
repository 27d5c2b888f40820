// Ending the session, which asks first, and writing to the desk.

import { text } from "./texts.js";

const endDialog = document.getElementById("end-dialog");
const writeDialog = document.getElementById("write-dialog");
const field = document.getElementById("text");
const error = document.getElementById("text-error");

export function closeAll() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}

export function setUp(backend, tell, isHeard) {
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  document.getElementById("end").addEventListener("click", () => endDialog.showModal());
  document.getElementById("end-now").addEventListener("click", async () => {
    endDialog.close();
    await backend.end();
  });
  document.getElementById("write").addEventListener("click", () => {
    error.textContent = "";
    writeDialog.showModal();
    field.focus();
  });
  document.getElementById("write-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (field.value.trim() === "") {
      error.textContent = text("message_empty");
      return field.focus();
    }
    const sent = await backend.say(field.value.trim()).catch(() => false);
    if (!sent) {
      error.textContent = text("message_waits");
      return;
    }
    field.value = "";
    writeDialog.close();
    tell(text(isHeard() ? "message_sent" : "message_queued"));
  });
}
