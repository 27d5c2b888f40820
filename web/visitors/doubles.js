import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { CandidateList } from "./candidate_list.js";
import { MergeDialog } from "./merge_dialog.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */
/** @typedef {import("./shapes.js").Candidate} Candidate */

/** Files that may be of the same person. @param {{ visitor: Visitor, onChanged: (visitor: Visitor) => void }} props */
export function Doubles({ visitor, onChanged }) {
  const load = useLoad(
    async (signal) => {
      const { first_name, last_name, birth_date, email, phone } = visitor;
      return /** @type {Candidate[]} */ ((await get("/api/visitors/lookup/", { first_name, last_name, birth_date, email, phone }, { signal })).results);
    },
    [visitor.id, visitor.row_version],
  );
  const [other, setOther] = useState(/** @type {Visitor | null} */ (null));
  const found = (load.data ?? []).filter(({ visitor: id, likeness }) => id !== null && id !== visitor.id && likeness === "likely");
  if (found.length === 0) return null;
  return html`<div>
    ${h(
      Notice,
      { tone: "warning", title: t("visitors.doubles.title", { count: found.length }) },
      h(CandidateList, {
        candidates: found,
        label: t("visitors.doubles.title", { count: found.length }),
        tools: (one) => [
          h(Button, { small: true, icon: "merge", onClick: () => void get(`/api/visitors/${one.visitor}/`).then(setOther, () => {}) }, t("visitors.merge")),
          h(Button, { small: true, tone: "plain", to: `/visitors/${one.visitor}` }, t("visitors.known.open")),
        ],
      }),
    )}
    ${other && h(MergeDialog, { visitor, other, onClose: () => setOther(null), onChanged })}
  </div>`;
}
