// How many appointments were held, missed and cancelled week by week, and how full the open hours were.

import { dateAt } from "../appointments/when.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Segments } from "../components/segments.js";
import { loadFigures, seesAll } from "../figures/figures_query.js";
import { Plots } from "../figures/plots.js";
import { problemOf, rangeOf } from "../figures/range.js";
import { RangeBar } from "../figures/range_bar.js";
import { Totals } from "../figures/totals.js";
import { KINDS, asSpans, byMonth, csvOf, totals } from "../figures/weeks.js";
import { h, html } from "../h.js";
import { formatDate, lang, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { saveFile } from "../people/save_file.js";
import { setQuery } from "../router.js";

/** @typedef {import("../figures/figures_query.js").Figures} Figures */

/** More weeks than these are shown by month unless it is asked otherwise. */
const MANY_WEEKS = 27;

/** @param {{ query: URLSearchParams }} props */
export default function AppointmentStatisticsPage({ query }) {
  const range = rangeOf(query.get("period"), query.get("from"), query.get("to"), dateAt());
  const wanted = Number(query.get("coach")) || null;
  const isWrong = problemOf(range) !== null;
  // Wrong dates are said at their field; what was shown stays.
  const asked = isWrong ? "wrong" : `${range.from} ${range.to}`;
  const load = useLoad(
    (signal) => (isWrong ? new Promise(() => {}) : /** @type {Promise<Figures>} */ (loadFigures(wanted, range, signal))),
    [wanted, asked],
  );
  const { coaches = [], coach } = load.data ?? {};
  const title = t("core.page.appointment_statistics");
  if (load.error?.code === "no_coach") {
    return h(Page, { title }, h(Empty, { icon: "chart", title: t("figures.no_coach"), text: t("figures.no_coach_text") }));
  }
  return h(
    Page,
    {
      title,
      width: "wide",
      lead: seesAll() && coach ? t("figures.lead_of", { name: coach.name }) : t("figures.lead"),
    },
    h(RangeBar, { range, coaches, coach: coach?.id ?? wanted, errors: load.error?.errors ?? {} }),
    isWrong && !load.data
      ? h(Empty, { icon: "calendar", title: t("figures.choose_dates") })
      : h(Loaded, {
          load: isWrong ? { ...load, isLoading: false } : load,
          shape: "cards",
          rows: 4,
          empty: ({ weeks }) => (isNothing(weeks) ? h(NoFigures, {}) : undefined),
          children: (/** @type {Figures} */ figures) => h(Results, { figures, query }),
        }),
  );
}

/** @param {readonly import("../figures/weeks.js").Week[]} weeks */
function isNothing(weeks) {
  const { held, booked, no_show: missed, cancelled } = totals(weeks);
  return held + booked + missed + cancelled === 0;
}

function NoFigures() {
  return h(Empty, {
    icon: "chart",
    title: t("figures.empty"),
    text: t("figures.empty_text"),
    action: h(Button, { onClick: () => setQuery({ period: "52", from: null, to: null }) }, t("figures.empty_action")),
  });
}

/** @param {{ figures: Figures, query: URLSearchParams }} props */
function Results({ figures, query }) {
  const { weeks } = figures;
  const by = query.get("by");
  const isByMonth = by ? by === "month" : weeks.length > MANY_WEEKS;
  const spans = isByMonth ? byMonth(weeks) : asSpans(weeks);
  return html`<div class="figures-results">
    <div class="figures-head">
      <p class="soft small" aria-live="polite">${inWords(weeks)}</p>
      <div class="row">
        ${h(Segments, {
          label: t("figures.by"),
          value: isByMonth ? "month" : "week",
          options: /** @type {("week" | "month")[]} */ (["week", "month"]).map((value) => ({ value, label: t(`figures.by.${value}`) })),
          onPick: (/** @type {"week" | "month"} */ value) => setQuery({ by: value }),
        })}
        ${h(Button, { icon: "download", small: true, onClick: () => save(figures, spans, isByMonth) }, t("figures.csv"))}
      </div>
    </div>
    ${h(Totals, { weeks })} ${h(Plots, { spans, isByMonth })}
  </div>`;
}

/** Whole weeks are counted, whatever days were asked for. @param {readonly import("../figures/weeks.js").Week[]} weeks */
function inWords(weeks) {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return "";
  const sunday = new Date(Date.parse(last.week) + 6 * 86_400_000).toISOString().slice(0, 10);
  return t("figures.weeks", { count: weeks.length, from: formatDate(first.week), to: formatDate(sunday) });
}

/** @param {Figures} figures @param {readonly import("../figures/weeks.js").Span[]} spans @param {boolean} isByMonth */
function save({ weeks }, spans, isByMonth) {
  const heads = [
    t(isByMonth ? "figures.month" : "figures.week_of"),
    ...KINDS.map((kind) => t(`figures.kind.${kind}`)),
    t("figures.csv_occupancy"),
  ];
  const name = `${t("figures.csv_name")}-${weeks[0]?.week ?? ""}.csv`;
  saveFile(name, csvOf(heads, spans, lang.peek() === "fr" ? ";" : ","), "text/csv;charset=utf-8");
}
