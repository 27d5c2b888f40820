import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Notice } from "../components/notice.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { ApiError } from "../api.js";
import { h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { online } from "../offline.js";
import { StatusMark } from "../school/status_mark.js";
import { toast } from "../toasts.js";
import { close } from "./acts.js";
import { inTheRoom } from "./marks.js";

/** @typedef {import("./marks.js").Item} Item */

/**
 * Before it is closed: who is not there, who is late, and the heads that were counted.
 * @param {{ lesson: import("./shapes.js").Lesson, register: import("./shapes.js").Register, items: Item[],
 *   counts: ReturnType<typeof import("./marks.js").countsOf>, onClose: () => void }} props
 */
export function CloseDialog({ lesson, register, items, counts, onClose }) {
  const id = useId();
  const form = useForm({
    initial: { heads: register.head_count === null ? "" : String(register.head_count) },
    send: ({ heads }) => close(lesson.id, headsOf(heads)),
    done: (isClosed) => {
      if (isClosed) toast(t("register.closed"), { tone: "good" });
      onClose();
    },
  });
  const others = items.filter(({ standing }) => standing.status !== "present" && !standing.isDoubtful);
  const isBusy = form.busy.value;
  return h(
    Dialog,
    {
      open: true,
      title: t("register.closing.title"),
      size: "small",
      focus: "lastAction",
      isBusy,
      onClose,
      actions: h(Button, { tone: "primary", type: "submit", form: id, busy: isBusy }, t("register.closing.action")),
    },
    counts.doubtful > 0 && h(Notice, { tone: "warning" }, t("register.closing.doubtful", { count: counts.doubtful })),
    others.length === 0
      ? counts.doubtful === 0 && html`<p>${t("register.closing.everyone")}</p>`
      : html`<ul class="roll-others">
          ${others.map(({ mark, standing }) => html`<li key=${mark.student}>
            <span>${mark.name}</span>
            ${standing.status ? h(StatusMark, { status: standing.status, minutes: standing.minutes }) : t("register.row.nothing")}
          </li>`)}
        </ul>`,
    html`<form id=${id} class="stack-s" noValidate onSubmit=${form.submit}>
      ${h(TextField, {
        form,
        name: "heads",
        label: t("register.closing.heads"),
        hint: t("register.closing.heads_hint", { count: inTheRoom(counts) }),
        type: "number",
        inputmode: "numeric",
        min: 0,
        size: "short",
      })}
      ${h(Compared, { typed: form.values.value.heads, there: inTheRoom(counts) })}
    </form>`,
    counts.absent > 0 && html`<p class="soft small">${t("register.closing.absent_note")}</p>`,
    !online.value && html`<p class="soft small">${t("register.closing.offline")}</p>`,
  );
}

/** @param {{ typed: string, there: number }} props */
function Compared({ typed, there }) {
  const heads = Number(typed);
  if (String(typed).trim() === "" || !Number.isInteger(heads) || heads < 0) return null;
  const more = heads - there;
  if (more === 0) return html`<p class="roll-compared is-same" role="status">${t("register.closing.same")}</p>`;
  return html`<p class="roll-compared" role="status">
    ${more > 0 ? t("register.closing.more", { count: more }) : t("register.closing.fewer", { count: -more })}
  </p>`;
}

/** @param {string} typed @returns {number | null} */
function headsOf(typed) {
  const text = String(typed).trim();
  const count = Number(text);
  if (text !== "" && (!Number.isInteger(count) || count < 0 || count > 100_000)) {
    const message = t("register.closing.wrong_number");
    throw new ApiError(400, { message, errors: { heads: [message] } });
  }
  return text === "" ? null : count;
}
