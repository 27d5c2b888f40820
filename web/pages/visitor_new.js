// Somebody who comes to the computer room for the first time.

import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { NewVisitor } from "../visitors/new_visitor.js";

/** @param {{ query: URLSearchParams }} props */
export default function VisitorNewPage({ query }) {
  return h(
    Page,
    { title: t("core.page.visitor_new"), lead: t("visitors.register.lead"), width: "wide", back: { to: "/visitors", label: t("core.page.visitors") } },
    h(NewVisitor, { name: query.get("name") ?? "" }),
  );
}
