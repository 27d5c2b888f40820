// Presence, absence and hours: by student, group, module, professor, weekday or week, down to the lessons.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Tabs } from "../components/tabs.js";
import { h, html, useEffect } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { dated } from "../school/dated.js";
import { dateAt } from "../school/lesson_when.js";
import { can } from "../session.js";
import { Downloads } from "../rates/downloads.js";
import { FiguresTable } from "../rates/figures_table.js";
import { LessonList } from "../rates/lesson_rows.js";
import { Narrowing } from "../rates/narrowing.js";
import { PeriodBar } from "../rates/period_bar.js";
import { Plots } from "../rates/plots.js";
import { FILTERS, figuresRequest, pathOf, readQuery } from "../rates/rates_query.js";
import { BYS } from "../rates/shapes.js";
import { Totals } from "../rates/totals.js";

/** @typedef {import("../rates/rates_query.js").RatesQuery} RatesQuery */
/** @typedef {import("../rates/shapes.js").FigureRow} FigureRow */
/** @typedef {import("../rates/shapes.js").FiguresBody & { weeks: FigureRow[] }} Figures */

const VIEWS = [...BYS, /** @type {const} */ ("lessons")];

/** @param {{ query: URLSearchParams }} props */
export default function SchoolStatisticsPage({ query }) {
  const asked = readQuery(query, dateAt());
  /** @param {Partial<RatesQuery>} change */
  const go = (change) => navigate(pathOf({ ...asked, cursor: "", ...change }), { replace: "sort" in change || "from" in change || "to" in change });
  const request = figuresRequest({ ...asked, view: asked.view === "lessons" ? "week" : asked.view });
  const load = useLoad((signal) => loadFigures(request, signal), [JSON.stringify(request)]);
  useEffect(() => {
    // On a phone the tabs are wider than the screen.
    document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [asked.view]);
  return h(
    Page,
    {
      title: t("core.page.school_statistics"),
      lead: t(can("can_manage_users") ? "rates.lead.all" : "rates.lead.own"),
      width: "wide",
      tools: h(Downloads, { asked }),
    },
    html`<div class="rates-tools">
      ${h(PeriodBar, { asked, errors: load.error?.errors ?? {}, go })}
      ${h(Narrowing, { asked, go })}
    </div>`,
    h(Loaded, {
      load,
      shape: "cards",
      rows: 4,
      empty: ({ total }) => (total.planned + total.minutes_planned === 0 ? h(NoFigures, { asked, go }) : undefined),
      children: (/** @type {Figures} */ figures) => h(Results, { figures, asked, go }),
    }),
  );
}

/**
 * Weeks are read as well, for how it went on, whatever is told apart.
 * @param {ReturnType<typeof figuresRequest>} request @param {AbortSignal} signal @returns {Promise<Figures>}
 */
async function loadFigures(request, signal) {
  const read = async (/** @type {string} */ by) => /** @type {import("../rates/shapes.js").FiguresBody} */ (await get("/api/statistics/", { ...request, by }, { signal }));
  const [asked, weeks] = await Promise.all([request.by === "week" ? null : read(request.by), read("week")]);
  return { ...(asked ?? weeks), weeks: weeks.rows };
}

/** @param {{ figures: Figures, asked: RatesQuery, go: (change: Partial<RatesQuery>) => void }} props */
function Results({ figures, asked, go }) {
  const { rows, weeks, total, limit_percent: limit } = figures;
  const { view } = asked;
  return html`<div class="rates-results">
    <p class="soft small" aria-live="polite">${t("rates.days", { from: dated(asked.from), to: dated(asked.to) })}</p>
    ${h(Totals, { total, limit })}
    ${view !== "lessons" && h(Plots, { weeks, rows, by: view, limit })}
    ${h(Tabs, {
      label: t("rates.tabs"),
      current: view,
      items: VIEWS.filter((one) => one !== "student" || !asked.student || view === "student").map((one) => ({
        id: one,
        label: t(`rates.tab.${one}`),
        to: pathOf({ ...asked, view: one, sort: "", cursor: "" }),
      })),
    })}
    ${view === "lessons" ? h(LessonList, { asked, limit, go }) : h(FiguresTable, { key: view, rows, asked, limit, go })}
  </div>`;
}

/** @param {{ asked: RatesQuery, go: (change: Partial<RatesQuery>) => void }} props */
function NoFigures({ asked, go }) {
  const isNarrowed = FILTERS.some((name) => asked[name]);
  return h(Empty, {
    icon: "chart",
    title: t("rates.empty"),
    text: t(isNarrowed ? "rates.empty_narrowed" : "rates.empty_text"),
    action: isNarrowed
      ? h(Button, { onClick: () => go({ student: "", group: "", module: "", professor: "", weekday: "" }) }, t("rates.empty_clear"))
      : h(Button, { onClick: () => go({ period: "365" }) }, t("rates.empty_year")),
  });
}
