// The form by which a browser becomes a seat.

import { post } from "./server.js";
import { text } from "./texts.js";

/** `then({workstation, key})` once the code was good. */
export function setUp(then) {
  const error = document.getElementById("enrolment-error");
  document.getElementById("enrol-form").addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const field = document.getElementById("enrolment");
    const button = document.getElementById("enrol");
    button.disabled = true;
    const answer = await post("/api/workstations/enrol/", { code: field.value.trim() }).catch(() => null);
    button.disabled = false;
    // One that could not be asked about is not wrong.
    field.setAttribute("aria-invalid", String(answer?.status === 400));
    if (!answer?.ok) {
      error.textContent = answer?.why ?? text("code_unreachable");
      return field.focus();
    }
    error.textContent = "";
    field.value = "";
    then(answer.body);
  });
}
