import { get } from "../api.js";
import { Loaded } from "../components/loaded.js";
import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";

const LISTS = /** @type {const} */ (["students", "professors", "tutors", "managers"]);

/** @typedef {{ list: (typeof LISTS)[number], count: number | null }} Figure */

/** How many people there are of each kind; each figure leads to its list. */
export function PeopleFigures() {
  const load = useLoad((signal) => Promise.all(LISTS.map((list) => count(list, signal))), []);
  return h(Loaded, {
    load,
    shape: "text",
    rows: 1,
    small: true,
    children: (figures) => html`<ul class="figures-row" role="list">
      ${figures.map((figure) => h(FigureTile, { key: figure.list, figure }))}
    </ul>`,
  });
}

/**
 * @param {Figure["list"]} list
 * @param {AbortSignal} signal
 * @returns {Promise<Figure>}
 */
async function count(list, signal) {
  const answer = await get(`/api/${list}/`, { page_size: 1 }, { signal });
  return { list, count: /** @type {number | null} */ (answer.count) };
}

/** @param {{ figure: Figure }} props */
function FigureTile({ figure }) {
  const { list, count: known } = figure;
  return html`<li>
    ${h(
      Link,
      { to: `/people?kind=${list}`, class: "figure-tile" },
      // More than can be counted exactly.
      html`<span class="figure-number">${known === null ? `> ${formatNumber(10_000)}` : formatNumber(known)}</span>
        <span class="soft small">${t(`account.people.${list}`, { count: known ?? 10_000 })}</span>`,
    )}
  </li>`;
}
