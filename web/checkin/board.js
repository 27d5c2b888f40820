import { del, post } from "../api.js";
import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { clockOf, inTwo, leftUntil, longer, STEP } from "./code_clock.js";
import { useFullScreen, useWakefulness } from "./projector.js";
import { useCode, useTicks } from "./use_code.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("./shapes.js").CheckInWindow} CheckInWindow */

/**
 * The code as large as the screen lets it be, to be read from the last row.
 * @param {{ lesson: number, title: string, live: Live, open: CheckInWindow, onChange: () => Promise<void> }} props
 */
export function Board({ lesson, title, live, open, onChange }) {
  const sheet = useRef(/** @type {HTMLElement | null} */ (null));
  const full = useFullScreen(sheet);
  const { shown, offset, hasFailed } = useCode(lesson, true, () => void onChange());
  const now = useTicks(true);
  useWakefulness();
  const left = shown ? leftUntil(shown.valid_until, offset, now) : 0;
  const closing = leftUntil(open.closes_at, offset, now);
  const { counts } = live;
  return html`<section ref=${sheet} class=${`board${full.isOn ? " is-full" : ""}`} aria-label=${t("checkin.board.label")}>
    ${full.isOn && html`<p class="board-title">${title}</p>`}
    <div class="board-code">
      ${shown
        ? html`<img class="board-qr" src=${`data:image/svg+xml,${encodeURIComponent(shown.qr)}`} alt=${t("checkin.board.qr")} />`
        : html`<span class="board-qr"></span>`}
      <div class="board-words">
        <p class="board-digits figures">${shown ? inTwo(shown.code) : html`<span class="board-soon">${t("checkin.board.waiting")}</span>`}</p>
        <div class="board-time" aria-hidden="true"><progress class="board-left" max=${STEP} value=${left}></progress>
          <span class="figures">${t("checkin.board.next", { seconds: Math.ceil(left / 1000) })}</span></div>
        <p class="board-how">${t("checkin.board.how")}</p>
        ${open.mode === "proof" && html`<p class="board-proof">${t("checkin.board.proof")}</p>`}
      </div>
    </div>
    ${hasFailed && h(Notice, { tone: "warning", isLive: true }, t("checkin.board.failed"))}
    <div class="board-foot">
      <p class="board-count"><strong class="figures">${t("checkin.board.in", { count: counts.in, expected: counts.expected })}</strong> ${t("checkin.board.in_label")}</p>
      <p class="soft figures">${t("checkin.board.closes", { time: clockOf(closing) })}</p>
    </div>
    ${h(BoardTools, { lesson, open, closing, full, onChange })}
  </section>`;
}

/**
 * @param {{ lesson: number, open: CheckInWindow, closing: number, full: ReturnType<typeof useFullScreen>, onChange: () => Promise<void> }} props
 */
function BoardTools({ lesson, open, closing, full, onChange }) {
  const [busy, setBusy] = useState("");
  const isThere = useRef(true);
  useEffect(() => () => {
    isThere.current = false;
  }, []);
  const path = `/api/lessons/${lesson}/check-in-window/`;
  /** @param {string} name @param {() => Promise<unknown>} work */
  const run = async (name, work) => {
    setBusy(name);
    try {
      await work();
      await onChange();
    } catch (error) {
      toast(error instanceof Error ? error.message : "", { tone: "wrong" });
    } finally {
      if (isThere.current) setBusy("");
    }
  };
  const { mode } = open;
  const other = mode === "proof" ? "code" : "proof";
  const change = (/** @type {string} */ wanted, /** @type {number} */ more) => post(path, { mode: wanted, minutes: longer(closing, more) });
  const end = async () => {
    await del(path);
    toast(t("checkin.board.was_closed"), { tone: "info" });
  };
  return html`<div class="board-tools">
    ${full.isPossible && h(Button, { icon: "external", onClick: full.toggle }, t(full.isOn ? "checkin.board.leave_full" : "checkin.board.full"))}
    ${h(Button, { icon: "clock", busy: busy === "longer", label: t("checkin.board.longer_label"), onClick: () => void run("longer", () => change(mode, 5)) }, t("checkin.board.longer"))}
    ${h(Button, { icon: "shield", busy: busy === "mode", onClick: () => void run("mode", () => change(other, 0)) }, t(mode === "proof" ? "checkin.board.to_code" : "checkin.board.to_proof"))}
    ${h(Button, { icon: "cross", busy: busy === "close", onClick: () => void run("close", end) }, t("checkin.board.close"))}
  </div>`;
}
