import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Spinner } from "../components/spinner.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { online } from "../offline.js";
import { isWaiting } from "./merging.js";
import { sending } from "./sending.js";

/** @typedef {import("./shapes.js").Draft} Draft */
/** @typedef {import("./shapes.js").Register} Register */

/**
 * Below the thumb: how many are there, whether it is saved, and the end of the register.
 * @param {{ draft: Draft, register: Register, counts: ReturnType<typeof import("./marks.js").countsOf>,
 *   onClose: () => void, onReopen: () => void }} props
 */
export function RollBar({ draft, register, counts, onClose, onReopen }) {
  const isClosed = register.state === "closed";
  return html`<section class="roll-bar" aria-label=${t("register.bar.label")}>
    <div class="roll-sums">
      <p class="roll-counts figures">
        <span class="roll-count roll-is-present">${t("register.bar.there", { count: counts.present + counts.left_early + counts.remote })}</span>
        <span class="roll-count roll-is-absent">${t("register.bar.absent", { count: counts.absent + counts.excused })}</span>
        ${counts.late > 0 && html`<span class="roll-count roll-is-late">${t("register.bar.late", { count: counts.late })}</span>`}
        ${counts.doubtful > 0 && html`<span class="roll-count roll-is-doubtful">${t("register.bar.doubtful", { count: counts.doubtful })}</span>`}
      </p>
      ${h(SyncLine, { draft, register })}
    </div>
    ${isClosed
      ? h(Button, { icon: "edit", onClick: onReopen }, t("register.reopen"))
      : h(Button, { tone: "primary", icon: "check", onClick: onClose, disabled: draft.isClosing }, t("register.close"))}
  </section>`;
}

/** @param {{ draft: Draft, register: Register }} props */
function SyncLine({ draft, register }) {
  const isSending = sending.value.has(register.lesson);
  const count = Object.keys(draft.clashes).length;
  // What is to be chosen stands above the list, out of sight.
  if (count > 0) return html`<button type="button" class="roll-choose" onClick=${toNotices}>${t("register.clash.title", { count })}</button>`;
  if (!isSending && !isWaiting(draft) && register.state === "not_taken") return null;
  const [word, drawing] = isSending && online.value
    ? [t("register.sync.sending"), h(Spinner, { size: 14 })]
    : !isWaiting(draft)
      ? [t("register.sync.saved"), h(Icon, { name: "check", size: 14 })]
      : online.value
        ? [t("register.sync.soon"), h(Icon, { name: "edit", size: 14 })]
        : [t("register.sync.offline"), h(Icon, { name: "offline", size: 14 })];
  return html`<p class="roll-sync">${drawing}<span>${word}</span></p>`;
}

function toNotices() {
  const notice = document.querySelector(".roll-clashes");
  notice?.scrollIntoView({ block: "center", behavior: "smooth" });
  const button = notice?.querySelector("button");
  if (button instanceof HTMLElement) button.focus({ preventScroll: true });
}
