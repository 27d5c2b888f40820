import { get, post } from "../api.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { Fragment, h, html } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { refusalText } from "../refusal_text.js";
import { spanText } from "../seats/time_left.js";
import { toast } from "../toasts.js";
import { BatchState, batchName } from "./batch_list.js";
import { SlipSheets } from "./slip_sheet.js";

/** @typedef {import("./shapes.js").WholeBatch} WholeBatch */

/** One batch: its codes on paper, and what became of them. @param {{ id: string, made: WholeBatch | null }} props `made`: it was just made */
export function BatchView({ id, made }) {
  const load = useLoad(
    async (signal) => (made && String(made.id) === id ? made : /** @type {WholeBatch} */ (await get(`/api/code-batches/${encodeURIComponent(id)}/`, undefined, { signal }))),
    [id],
  );
  const batch = load.data;
  const waiting = batch?.codes.filter(({ is_unused }) => is_unused) ?? [];
  return h(
    Page,
    {
      title: batch ? batchName(batch) : t("core.page.room_codes"),
      lead: batch && leadText(batch),
      width: "wide",
      back: { to: "/rooms/codes", label: t("codes.back") },
      tools:
        batch &&
        waiting.length > 0 &&
        h(
          Fragment,
          {},
          h(Button, { icon: "cross", onClick: () => void withdraw(batch, load.set) }, t("codes.void")),
          h(Button, { tone: "primary", icon: "print", onClick: () => window.print() }, t("codes.print")),
        ),
    },
    h(Loaded, {
      load,
      children: (/** @type {WholeBatch} */ found) => html`<div class="stack">
        <p class="batch-above">${h(BatchState, { batch: found })}</p>
        ${waiting.length > 0 && waiting.length < found.count && h(Notice, {}, t("codes.batch.only_waiting", { count: found.count - waiting.length }))}
        ${waiting.length > 0
          ? h(SlipSheets, { batch: found, codes: waiting })
          : h(Empty, { icon: "key", title: t("codes.batch.spent"), text: t("codes.batch.spent_text"), action: h(Button, { to: "/rooms/codes" }, t("codes.new.title")) })}
      </div>`,
    }),
  );
}

/** @param {WholeBatch} batch */
function leadText({ minutes, waiting, code_expires_at, created_at }) {
  const time = spanText(60 * minutes);
  // Of codes that are spent or withdrawn it does not matter until when they were good.
  if (waiting === 0 || !code_expires_at) return t("codes.batch.lead_spent", { time, when: formatDateTime(created_at) });
  return t("codes.batch.lead", { time, when: formatDateTime(code_expires_at) });
}

/** @param {WholeBatch} batch @param {(batch: WholeBatch) => void} set */
async function withdraw(batch, set) {
  const question = { title: t("codes.void.title"), text: t("codes.void.text", { count: batch.waiting }), action: t("codes.void"), danger: true };
  if (!(await confirm(question))) return;
  try {
    set(await post(`/api/code-batches/${batch.id}/void/`));
    toast(t("codes.void.done"), { tone: "good" });
  } catch (error) {
    toast(refusalText(error), { tone: "wrong" });
  }
}
