// What stands in the way of a lesson, and what is free instead. Keys of the area `school` only.

import { Button } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Notice } from "../components/notice.js";
import { Spinner } from "../components/spinner.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";
import { alternativeInWords, costsInWords, metInWords } from "./clash_words.js";
import { gathered } from "./clashes.js";

/**
 * @typedef {import("./shapes.js").Check} Check
 * @typedef {import("./shapes.js").Alternative} Alternative
 */

const ICONS = /** @type {const} */ ({ room: "door", professor: "person", group: "people", student: "person" });

/**
 * @param {{ check: Check | null, isChecking: boolean, day?: string, onPick?: (one: Alternative) => void, isOfSeries?: boolean,
 *   hasAlternatives?: boolean, isIdle?: boolean, problem?: string | null }} props
 *   `day`: what is spoken of, so that it need not be named; `isIdle`: nothing can be asked yet; `problem`: the question was refused
 */
export function ClashNotice({ check, isChecking, day, onPick, isOfSeries = false, hasAlternatives = true, isIdle = false, problem }) {
  if (isIdle) return html`<p class="clash-state soft small">${t("school.clash.idle")}</p>`;
  if (problem) return h(Notice, { tone: "warning" }, problem);
  if (!check) return html`<p class="clash-state soft small" role="status">${h(Spinner, { size: 16 })} ${t("school.clash.checking")}</p>`;
  const isFree = check.clashes.length === 0;
  return html`<div class="clash" aria-busy=${isChecking ? "true" : undefined}>
    <div aria-live="polite">
      ${isFree
        ? html`<p class="clash-state clash-free">${h(Icon, { name: "good", size: 18 })}<span>${t(isOfSeries ? "school.clash.free_all" : "school.clash.free")}</span></p>`
        : h(Met, { check, day })}
    </div>
    ${!isFree && hasAlternatives && onPick && h(Alternatives, { check, onPick, isOfSeries })}
  </div>`;
}

/** @param {{ check: Check, day?: string }} props */
function Met({ check, day }) {
  const lines = gathered(check.clashes);
  return h(
    Notice,
    { tone: "wrong", title: t("school.clash.title", { count: lines.length }) },
    html`<ul class="clash-list">
      ${lines.map((line) => html`<li key=${line.key}>
        ${h(Icon, { name: ICONS[line.kind], size: 16 })}
        <span>${metInWords(line, day)} ${line.lesson && line.times.length === 1 && h(Link, { to: `/lessons/${line.lesson}`, class: "small" }, t("school.clash.see"))}</span>
      </li>`)}
    </ul>`,
  );
}

/** @param {{ check: Check, onPick: (one: Alternative) => void, isOfSeries: boolean }} props */
function Alternatives({ check, onPick, isOfSeries }) {
  if (check.alternatives.length === 0) return html`<p class="soft small">${t("school.alternative.none")}</p>`;
  return html`<div class="alternatives">
    <p class="alternatives-title">${t(isOfSeries ? "school.alternative.title_series" : "school.alternative.title")}</p>
    <ul>
      ${check.alternatives.map((one) => html`<li key=${`${one.starts_at} ${one.room?.id}`} class="alternative">
        <div class="alternative-what">
          <span class="alternative-when">${alternativeInWords(one)}</span>
          <span class="soft small">${costsInWords(one).join(" · ")}</span>
        </div>
        ${h(Button, { small: true, label: t("school.alternative.take_that", { when: alternativeInWords(one) }), onClick: () => onPick(one) }, t("school.alternative.take"))}
      </li>`)}
    </ul>
  </div>`;
}
