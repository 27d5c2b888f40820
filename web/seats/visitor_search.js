import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Suggest } from "../components/suggest.js";
import { h } from "../h.js";
import { formatDate, t } from "../i18n.js";

/** @typedef {import("./shapes.js").FoundVisitor} FoundVisitor */

const MOST = 8;

/**
 * Finds a registered visitor while one types.
 * @param {{ onPick: (visitor: FoundVisitor) => void, label?: string, id?: string, isLabelled?: boolean, isWrong?: boolean, described?: string }} props
 */
export function VisitorSearch({ onPick, label = t("seats.visitor.search"), ...others }) {
  return h(Suggest, {
    ...others,
    label,
    isWide: true,
    none: t("seats.visitor.none"),
    find: findVisitors,
    lineOf: (/** @type {FoundVisitor} */ one) => ({
      key: one.id,
      name: nameOf(one),
      detail: detailOf(one),
      // The colour of whoever has no picture goes by their person.
      picture: h(Avatar, { user: { ...one, id: one.user }, size: "small" }),
    }),
    onPick,
  });
}

/** @param {{ first_name: string, last_name: string }} visitor */
export const nameOf = ({ first_name, last_name }) => `${first_name} ${last_name}`.trim();

/** What tells two of one name apart. @param {FoundVisitor} visitor */
function detailOf({ birth_date, category_name, email }) {
  const born = birth_date && t("seats.visitor.born", { date: formatDate(birth_date, "short") });
  return [born, category_name ?? email].filter(Boolean).join(" · ");
}

/** @param {string} search @param {AbortSignal} signal @returns {Promise<FoundVisitor[]>} */
async function findVisitors(search, signal) {
  return (await get("/api/visitors/", { search, page_size: MOST }, { signal })).results;
}
