// Codes in a batch, on paper: for a workshop, a day of crowds, a desk that nobody keeps.

import { Page } from "../components/page.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { BatchForm } from "../codes/batch_form.js";
import { BatchList } from "../codes/batch_list.js";
import { BatchView } from "../codes/batch_view.js";

/** @param {{ query: URLSearchParams }} props */
export default function RoomCodesPage({ query }) {
  const [made, setMade] = useState(/** @type {import("../codes/shapes.js").WholeBatch | null} */ (null));
  const id = query.get("batch");
  if (id) return h(BatchView, { key: id, id, made });
  return h(
    Page,
    { title: t("core.page.room_codes"), lead: t("codes.lead"), width: "wide" },
    html`<div class="batches">
      ${h(BatchForm, {
        onMade: (batch) => {
          setMade(batch);
          navigate(`/rooms/codes?batch=${batch.id}`);
        },
      })}
      ${h(BatchList, { version: made?.id ?? 0 })}
    </div>`,
  );
}
