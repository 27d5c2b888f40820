// The subjects I teach or follow. People who have nothing to do with subjects are not told that they have none.

import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { isRole } from "../session.js";

/** @typedef {import("./my_data.js").MyData} MyData */
/** @typedef {import("../types/session.js").ListOf<{ id: number, code: string, name: string }>} Subjects */

/** @param {{ mine: MyData }} props */
export function MyModules({ mine }) {
  const hasSome = mine.modules.length > 0;
  if (!hasSome && !isRole("PROFESSOR") && !isRole("STUDENT")) return null;
  return h(
    Section,
    {
      layout: "beside",
      title: t("account.modules.title"),
      text: t(isRole("PROFESSOR") ? "account.modules.text_taught" : "account.modules.text_followed"),
    },
    h(
      Card,
      {},
      hasSome
        ? h(Names, { ids: mine.modules })
        : h(Empty, { icon: "lesson", small: true, title: t("account.modules.none"), text: t("account.modules.none_text") }),
    ),
  );
}

/** @param {{ ids: number[] }} props */
function Names({ ids }) {
  const load = useLoad(
    async (signal) => /** @type {Subjects} */ (await get("/api/modules/", { page_size: 200 }, { signal })),
    [],
  );
  return h(Loaded, {
    load,
    shape: "text",
    rows: 1,
    small: true,
    children: (subjects) =>
      html`<ul class="tags" role="list">
        ${subjects.results
          .filter((subject) => ids.includes(subject.id))
          .map((subject) => html`<li key=${subject.id}>${h(Badge, {}, subject.name)}</li>`)}
      </ul>`,
  });
}
