import { get } from "../api.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { sessionColumns } from "./session_columns.js";

/** @typedef {import("../seats/shapes.js").Sessions} Sessions */

/** Who was there. @param {{ seat: number, round: number }} props */
export function SeatHistory({ seat, round }) {
  const load = useLoad(
    async (signal) => /** @type {Sessions} */ (await get("/api/sessions/", { workstation: seat, page_size: 10 }, { signal })),
    [seat, round],
  );
  return h(
    Section,
    { title: t("room.history.title"), tools: h(Button, { small: true, tone: "plain", to: `/rooms/sessions?status=all&workstation=${seat}` }, t("room.history.all")) },
    h(Loaded, {
      load,
      rows: 4,
      empty: h(Empty, { icon: "clock", small: true, title: t("room.history.none") }),
      children: (/** @type {Sessions} */ { results }) => h(DataTable, { caption: t("room.history.title"), columns: sessionColumns({ isOfOneSeat: true }), rows: results }),
    }),
  );
}
