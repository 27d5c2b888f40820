import { ApiError, put } from "../api.js";
import { Button } from "../components/button.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("./shapes.js").Live} Live */

/**
 * Heads counted in the room, against those who are in.
 * @param {{ live: Live, isLocked: boolean, onChange: () => Promise<void> }} props
 */
export function HeadCount({ live, isLocked, onChange }) {
  const form = useForm({
    initial: { heads: live.head_count === null ? "" : String(live.head_count) },
    send: ({ heads }) => {
      const count = countOf(heads);
      return put(`/api/lessons/${live.lesson}/register/`, { head_count: count });
    },
    done: onChange,
  });
  return html`<section class="card card-normal checkin-side" aria-labelledby="checkin-heads">
    <h2 id="checkin-heads">${t("checkin.heads.title")}</h2>
    ${!isLocked && html`<form class="heads" noValidate onSubmit=${form.submit}>
      ${h(TextField, { form, name: "heads", label: t("checkin.heads.label"), type: "number", inputmode: "numeric", min: 0, size: "short" })}
      ${h(Button, { type: "submit", busy: form.busy.value }, t("checkin.heads.save"))}
    </form>`}
    <p class=${`heads-says${live.difference === 0 ? " is-same" : ""}`} role="status">${compared(live.difference)}</p>
  </section>`;
}

/** @param {number | null} difference */
function compared(difference) {
  if (difference === null) return "";
  if (difference === 0) return t("checkin.heads.same");
  return difference > 0 ? t("checkin.heads.more", { count: difference }) : t("checkin.heads.fewer", { count: -difference });
}

/** @param {string} typed @returns {number | null} */
function countOf(typed) {
  const text = String(typed).trim();
  if (text === "") return null;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= 100_000) return count;
  const message = t("checkin.heads.wrong");
  throw new ApiError(400, { message, errors: { heads: [message] } });
}
