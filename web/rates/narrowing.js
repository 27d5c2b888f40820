import { get } from "../api.js";
import { IconButton } from "../components/button.js";
import { dayName } from "../components/calendar_names.js";
import { FilterBar } from "../components/filter_bar.js";
import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { can, profile } from "../session.js";

/** @typedef {import("./rates_query.js").RatesQuery} RatesQuery */
/** @typedef {{ value: string, label: string }} Option */

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** The first of this month is a Monday. */
const MONDAY = "2026-06-0";

/** What the figures are narrowed to. @param {{ asked: RatesQuery, go: (change: Partial<RatesQuery>) => void, children?: import("../h.js").Children }} props */
export function Narrowing({ asked, go, children }) {
  const load = useLoad(options);
  const { groups = [], modules = [], professors = [] } = load.data ?? {};
  /** @type {import("../components/filter_bar.js").Filter[]} */
  const filters = [
    { name: "group", label: t("rates.by.group"), value: asked.group, options: groups },
    { name: "module", label: t("rates.by.module"), value: asked.module, options: modules },
    { name: "weekday", label: t("rates.by.weekday"), value: asked.weekday, options: WEEKDAYS.map((number) => ({ value: String(number), label: dayName(`${MONDAY}${number}`) })) },
  ];
  // Other people's figures are for those who see everything.
  if (professors.length) filters.splice(2, 0, { name: "professor", label: t("rates.by.professor"), value: asked.professor, options: professors });
  return h(
    FilterBar,
    { filters, onFilter: (name, value) => go({ [name]: value }), onClear: () => go({ group: "", module: "", professor: "", weekday: "" }) },
    asked.student && h(OneStudent, { key: asked.student, student: asked.student, onRemove: () => go({ student: "" }) }),
    children,
  );
}

/** @param {AbortSignal} signal */
async function options(signal) {
  const list = async (/** @type {string} */ path) => (await get(path, { page_size: 200 }, { signal })).results;
  const seesAll = can("can_manage_users");
  const [groups, modules, professors] = await Promise.all([list("/api/groups/"), list("/api/modules/"), seesAll ? list("/api/professors/") : []]);
  const taught = profile.peek()?.user.modules ?? [];
  const named = (/** @type {any} */ { id, name }) => ({ value: String(id), label: name });
  return {
    groups: /** @type {Option[]} */ (groups.map(named)),
    modules: /** @type {Option[]} */ (modules.filter((/** @type {any} */ { id }) => seesAll || taught.includes(id)).map(named)),
    professors: /** @type {Option[]} */ (
      professors.map((/** @type {any} */ { user }) => ({ value: String(user.id), label: `${user.first_name} ${user.last_name}`.trim() }))
    ),
  };
}

/** @param {{ student: string, onRemove: () => void }} props */
function OneStudent({ student, onRemove }) {
  const load = useLoad(async (signal) => {
    const { results } = await get("/api/enrolments/", { student, page_size: 1 }, { signal });
    return /** @type {string} */ (results[0]?.student_name.trim() ?? "");
  });
  const name = load.data || t("rates.student_number", { number: student });
  return html`<span class="rates-chosen">
    ${h(Icon, { name: "person", size: 18 })}<span class="cut">${name}</span>
    ${h(IconButton, { icon: "cross", small: true, label: t("rates.all_students", { name }), onClick: onRemove })}
  </span>`;
}
