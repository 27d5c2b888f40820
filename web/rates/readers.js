// How many people a message would reach, told while the groups are being picked.

import { get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { useLoad } from "../load.js";

/** @typedef {{ groups: number[], tutors: boolean }} Whom */

/** @param {Whom} whom @param {AbortSignal} [signal] @returns {Promise<number>} people with an address, each once */
export async function readersOf({ groups, tutors }, signal) {
  const { count } = await get("/api/school/messages/recipients/", { groups: groups.join(","), tutors }, { signal });
  return count;
}

/** @param {Whom} whom */
export function Readers({ groups, tutors }) {
  const load = useLoad(async (signal) => (groups.length ? readersOf({ groups, tutors }, signal) : null), [groups.join(), tutors]);
  const count = groups.length ? load.data : null;
  if (load.error) return html`<p class="message-count is-wrong" role="status">${h(Icon, { name: "wrong", size: 18 })}<span>${wordsOf(load.error)}</span></p>`;
  return html`<p class="message-count" role="status">
    ${h(Icon, { name: "people", size: 18 })}
    <span>${typeof count === "number" ? peopleInWords(count, tutors) : t("rates.message.nobody_yet")}</span>
  </p>`;
}

/** @param {number} count @param {boolean} tutors */
export const peopleInWords = (count, tutors) => t(tutors ? "rates.message.people" : "rates.message.students", { count, number: formatNumber(count) });

/** A group to which one may not write is not found. @param {unknown} error */
function wordsOf(error) {
  if (!(error instanceof ApiError)) return t("core.error.unexpected");
  return error.status === 404 ? t("rates.message.not_yours") : error.message;
}
