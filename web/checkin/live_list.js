import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { partsOf } from "./live.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("./shapes.js").LiveStudent} LiveStudent */
/** @typedef {import("./decisions.js").Decisions} Decisions */

/**
 * Doubtful, not yet, in, refused: what wants a tap comes first.
 * @param {{ live: Live, acts: Decisions, isLocked: boolean }} props
 */
export function LiveList({ live, acts, isLocked }) {
  if (live.students.length === 0) return h(Empty, { icon: "people", small: true, title: t("checkin.live.none") });
  const { doubtful, notYet, there, refused } = partsOf(live);
  return html`<div class="live-list">
    ${doubtful.length > 0 && h(Part, { name: "doubtful", title: t("checkin.live.doubtful_title"), text: t("checkin.live.doubtful_text"), count: doubtful.length },
      doubtful.map((one) => h(Doubtful, { key: one.student, one, acts, isLocked })))}
    ${notYet.length > 0
      ? h(Part, { name: "not_yet", title: t("checkin.live.not_yet_title"), count: notYet.length }, notYet.map((one) => h(NotYet, { key: one.student, one, acts, isLocked })))
      : doubtful.length === 0 && refused.length === 0 && html`<p class="live-all">${h(Icon, { name: "good" })}<span>${t("checkin.live.all_in")}</span></p>`}
    ${h(Part, { name: "in", title: t("checkin.live.in_title"), count: there.length },
      there.length > 0 ? there.map((one) => h(There, { key: one.student, one })) : html`<li class="soft small">${t("checkin.live.nobody_in")}</li>`)}
    ${refused.length > 0 && h(Part, { name: "refused", title: t("checkin.live.refused_title"), count: refused.length },
      refused.map((one) => h(Refused, { key: one.student, one, acts, isLocked })))}
  </div>`;
}

/** @param {{ name: string, title: string, text?: string, count: number, children?: import("../h.js").Children }} props */
function Part({ name, title, text, count, children }) {
  return html`<section class=${`live-part live-${name}`} aria-label=${title}>
    <h3>${title} <span class="live-number figures">${count}</span></h3>
    ${text && html`<p class="soft small">${text}</p>`}
    <ul>${children}</ul>
  </section>`;
}

/** @param {{ one: LiveStudent, acts: Decisions, isLocked: boolean }} props */
function Doubtful({ one, acts, isLocked }) {
  const { student, name, reasons, decision } = one;
  const isBusy = acts.busy.has(student);
  return html`<li class="live-doubt">
    <div class="live-who">
      <p class="live-name">${name} ${h(Badge, { tone: decision === "red" ? "wrong" : "warning" }, t(decision === "red" ? "checkin.doubt.red" : "checkin.doubt.amber"))}</p>
      <ul class="live-reasons">${reasons.map(({ code }) => html`<li key=${code}>${reasonInWords(code)}</li>`)}</ul>
    </div>
    ${!isLocked && html`<div class="live-acts">
      ${h(Button, { icon: "check", busy: isBusy, label: t("checkin.live.accept_label", { name }), onClick: () => acts.decide(student, true) }, t("checkin.live.accept"))}
      ${h(Button, { icon: "cross", disabled: isBusy, label: t("checkin.live.refuse_label", { name }), onClick: () => acts.decide(student, false) }, t("checkin.live.refuse"))}
    </div>`}
  </li>`;
}

const REASONS = /** @type {const} */ (["other_network", "device_of_another", "new_device", "wrong_codes", "late_code"]);

/** @param {string} code */
function reasonInWords(code) {
  const known = REASONS.find((one) => one === code);
  return t(known ? `checkin.reason.${known}` : "checkin.reason.unknown");
}

/** @param {{ one: LiveStudent, acts: Decisions, isLocked: boolean }} props */
function NotYet({ one: { student, name, announced }, acts, isLocked }) {
  return html`<li>
    <div class="live-who"><span class="live-name">${name}</span>${announced && h(Badge, { tone: "info", icon: "bell" }, t("checkin.live.announced"))}</div>
    ${!isLocked && h(Button, { small: true, busy: acts.busy.has(student), label: t("checkin.live.no_phone_label", { name }), onClick: () => acts.bePresent(student) }, t("checkin.live.no_phone"))}
  </li>`;
}

/** @param {{ one: LiveStudent }} props */
function There({ one: { name, status, minutes, checked_in_at, by_phone } }) {
  const facts = [
    status === "late" && minutes > 0 && t("checkin.live.late", { minutes }),
    checked_in_at && t("checkin.live.at", { time: formatTime(checked_in_at) }),
    checked_in_at && !by_phone && t("checkin.live.by_hand"),
  ].filter(Boolean);
  return html`<li class="live-there">
    ${h(Icon, { name: "check", size: 18 })}
    <div class="live-who"><span class="live-name">${name}</span><span class="soft small">${facts.join(" · ")}</span></div>
  </li>`;
}

/** It can be taken back. @param {{ one: LiveStudent, acts: Decisions, isLocked: boolean }} props */
function Refused({ one: { student, name }, acts, isLocked }) {
  return html`<li>
    <span class="live-name">${name}</span>
    ${!isLocked && h(Button, { small: true, busy: acts.busy.has(student), label: t("checkin.live.accept_label", { name }), onClick: () => acts.decide(student, true) }, t("checkin.live.accept"))}
  </li>`;
}
