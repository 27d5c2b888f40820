// What operators and the visitor of a seat write to one another.

import { get, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { h, html, useEffect, useId, useRef, useState } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";
import { ReadySentences } from "./ready_sentences.js";

/** @typedef {import("./shapes.js").SeatMessage} SeatMessage */

const MOST = 500;
const SHOWN = 30;
/** While a message is on its way to a seat that is heard. */
const LOOK_EVERY = 2_500;

/**
 * @param {{ seat: number, unread?: number, isHeard: boolean, isEnrolled?: boolean, round?: number, reload: () => Promise<void> }} props
 *   unread, round: read again when they change; isEnrolled: something can be written to it
 */
export function Conversation({ seat, unread = 0, isHeard, isEnrolled = true, round = 0, reload }) {
  const load = useLoad(async (signal) => /** @type {SeatMessage[]} */ (await get(`/api/workstations/${seat}/messages/`, undefined, { signal })), [seat, unread, round]);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const messages = (load.data ?? []).slice(0, SHOWN).reverse();
  const last = messages.at(-1)?.id;
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [last]);
  const isOnItsWay = isHeard && messages.some(({ direction, read_at }) => direction === "to_seat" && !read_at);
  useEffect(() => {
    if (!isOnItsWay) return;
    const timer = setInterval(load.reload, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [isOnItsWay]);
  const isNew = messages.some(({ direction, read_at }) => direction === "from_seat" && !read_at);
  useEffect(() => {
    // Whoever opens it has read it.
    if (isNew) post(`/api/workstations/${seat}/messages/read/`).then(reload, () => {});
  }, [seat, isNew, last]);
  return html`<section class="talk">
    <h3>${t("room.message.title")}</h3>
    ${load.error && !load.data && html`<p class="soft small">${load.error.message}</p>`}
    ${load.data && messages.length === 0 && html`<p class="soft small">${t("room.message.none")}</p>`}
    ${messages.length > 0 && html`<ol class="talk-list" ref=${list} tabindex="0" aria-label=${t("room.message.title")}>${messages.map((one, index) => h(Said, { key: one.id, one, isHeard, isOther: isOther(messages[index - 1], one) }))}</ol>`}
    ${isEnrolled && h(Write, { seat, onSent: load.reload, isHeard })}
  </section>`;
}

/** Somebody else sat there before. @param {SeatMessage | undefined} before @param {SeatMessage} one */
const isOther = (before, one) => before !== undefined && before.session !== one.session && one.session !== null;

/** @param {{ one: SeatMessage, isHeard: boolean, isOther: boolean }} props */
function Said({ one: { direction, text, at, read_at, sent_by_name }, isHeard, isOther: isNext }) {
  const isOurs = direction === "to_seat";
  return html`${isNext && html`<li class="talk-break">${t("room.message.next")}</li>`}<li class=${isOurs ? "talk-one is-ours" : "talk-one"}>
    <span class="unseen">${isOurs ? (sent_by_name ?? t("room.message.operator")) : t("room.message.visitor")} :</span>
    <p class="talk-text">${text}</p>
    <p class="talk-at soft">${formatTime(at)}
      ${isOurs && html`<span class="talk-state">${h(Icon, { name: read_at ? "check" : "clock", size: 14 })}${t(read_at ? "room.message.arrived" : isHeard ? "room.message.sent" : "room.message.waits")}</span>`}
    </p>
  </li>`;
}

/** @param {{ seat: number, isHeard: boolean, onSent: () => void }} props */
function Write({ seat, isHeard, onSent }) {
  const id = useId();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  /** @param {string} words */
  const send = async (words) => {
    if (isBusy || words.trim() === "") return;
    setBusy(true);
    try {
      await post(`/api/workstations/${seat}/messages/`, { text: words.trim() });
      setText("");
      onSent();
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(false);
    }
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void send(text);
  };
  return html`<form class="talk-write" onSubmit=${submit}>
    ${h(ReadySentences, { onPick: setText })}
    <label class="unseen" for=${id}>${t("room.message.label")}</label>
    <div class="talk-row">
      <div class="control"><input id=${id} maxlength=${MOST} autocomplete="off" placeholder=${t("room.message.label")} value=${text}
        onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => setText(event.currentTarget.value)} /></div>
      ${h(Button, { type: "submit", busy: isBusy, disabled: text.trim() === "" }, t("room.message.send"))}
    </div>
    ${!isHeard && html`<p class="soft small">${t("room.message.later")}</p>`}
  </form>`;
}
