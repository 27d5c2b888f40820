// Everybody who is registered for the computer room.

import { Button } from "../components/button.js";
import { Menu } from "../components/menu.js";
import { Page } from "../components/page.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { CategoriesDialog } from "../visitors/categories_dialog.js";
import { useCategories } from "../visitors/categories.js";
import { pathOf, readQuery } from "../visitors/list_query.js";
import { TextsDialog } from "../visitors/texts_dialog.js";
import { VisitorsList } from "../visitors/visitors_list.js";

/** @param {{ query: URLSearchParams }} props */
export default function VisitorsPage({ query }) {
  const asked = readQuery(query);
  const categories = useCategories();
  const [open, setOpen] = useState(/** @type {"categories" | "texts" | null} */ (null));
  const close = () => setOpen(null);
  return h(
    Page,
    {
      title: t("core.page.visitors"),
      lead: t("visitors.list.lead"),
      width: "wide",
      tools: h(
        Fragment,
        {},
        h(Menu, {
          label: t("visitors.settings"),
          text: t("visitors.settings"),
          items: [
            { label: t("visitors.categories"), icon: "people", run: () => setOpen("categories") },
            { label: t("visitors.texts"), icon: "note", run: () => setOpen("texts") },
          ],
        }),
        h(Button, { tone: "primary", icon: "person_add", to: "/visitors/new" }, t("visitors.register")),
      ),
    },
    h(VisitorsList, {
      asked,
      categories: categories.data ?? [],
      go: (change, replace) => navigate(pathOf({ ...asked, cursor: "", ...change }), { replace }),
    }),
    open === "categories" && h(CategoriesDialog, { load: categories, onClose: close }),
    open === "texts" && h(TextsDialog, { onClose: close }),
  );
}
