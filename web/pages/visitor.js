// What is known of one visitor.

import { get } from "../api.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { useCategories } from "../visitors/categories.js";
import { visitorName } from "../visitors/visitor_field.js";
import { VisitorFile } from "../visitors/visitor_file.js";
import { VisitorTools } from "../visitors/visitor_tools.js";

/** @typedef {import("../visitors/shapes.js").Visitor} Visitor */

/** @param {{ params: Record<string, string> }} props */
export default function VisitorPage({ params }) {
  const { id } = params;
  const load = useLoad((signal) => /** @type {Promise<Visitor>} */ (get(`/api/visitors/${encodeURIComponent(id)}/`, undefined, { signal })), [id]);
  const categories = useCategories().data ?? [];
  const [open, setOpen] = useState(/** @type {import("../visitors/visitor_tools.js").Open | null} */ (null));
  const visitor = load.data;
  return h(
    Page,
    {
      title: visitor ? visitorName(visitor) : t("core.page.visitor"),
      width: "wide",
      back: { to: "/visitors", label: t("core.page.visitors") },
      tools: visitor && h(VisitorTools, { visitor, onOpen: setOpen }),
    },
    h(Loaded, {
      load,
      rows: 6,
      children: (/** @type {Visitor} */ found) => h(VisitorFile, { key: found.id, visitor: found, categories, open, onOpen: setOpen, onChanged: load.set }),
    }),
  );
}
