import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { Section } from "../components/section.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatDateTime, formatNumber, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { spanText } from "../seats/time_left.js";

/** @typedef {import("./shapes.js").Batch} Batch */
/** @typedef {import("./shapes.js").Batches} Batches */

/** @param {{ version: number }} props `version`: another one when a batch was made */
export function BatchList({ version }) {
  const [cursor, setCursor] = useState("");
  const load = useLoad((signal) => /** @type {Promise<Batches>} */ (get("/api/code-batches/", { cursor, page_size: 20 }, { signal })), [cursor, version]);
  return h(
    Section,
    { title: t("codes.list.title") },
    h(Loaded, {
      load,
      rows: 4,
      empty: h(Empty, { icon: "key", small: true, title: t("codes.list.none"), text: t("codes.list.none_text") }),
      children: (/** @type {Batches} */ page) =>
        h(
          Fragment,
          {},
          h(DataTable, {
            caption: t("codes.list.title"),
            columns: columns(),
            rows: page.results,
            rowTo: (/** @type {Batch} */ { id }) => `/rooms/codes?batch=${id}`,
            rowTone: (/** @type {Batch} */ { waiting }) => (waiting === 0 ? "muted" : undefined),
            isBusy: load.isLoading,
          }),
          (page.next || page.previous) &&
            h(Pager, { next: page.next, previous: page.previous, onGo: (to) => setCursor(new URL(to, location.href).searchParams.get("cursor") ?? "") }),
        ),
    }),
  );
}

/** @param {Pick<Batch, "id" | "label">} batch */
export const batchName = ({ id, label }) => label || t("codes.unnamed", { number: String(id) });

/** @returns {import("../components/data_table.js").Column<Batch>[]} */
function columns() {
  return [
    { key: "label", label: t("codes.label"), isTitle: true, render: batchName },
    { key: "minutes", label: t("codes.each"), render: ({ minutes }) => spanText(60 * minutes) },
    { key: "state", label: t("codes.state"), render: (batch) => h(BatchState, { batch }) },
    { key: "created_at", label: t("codes.made"), isMuted: true, render: ({ created_at, created_by_name }) => [formatDateTime(created_at), created_by_name].filter(Boolean).join(" · ") },
  ];
}

/** How many codes are still good, as a bar and in words. @param {{ batch: Batch }} props */
export function BatchState({ batch }) {
  const { count, waiting, used } = batch;
  if (waiting === 0) return h(Badge, {}, t("codes.state.spent", { used, count: formatNumber(count) }));
  return html`<span class="batch-state">
    <span class="batch-bar" aria-hidden="true"><i class="is-used" style=${{ flexGrow: used }}></i><i class="is-waiting" style=${{ flexGrow: waiting }}></i><i style=${{ flexGrow: Math.max(0, count - used - waiting) }}></i></span>
    <span class="small">${t("codes.state.waiting", { waiting: formatNumber(waiting), count: formatNumber(count) })}</span>
  </span>`;
}
