// Everybody who is registered for the computer room.

import { Button } from "../components/button.js";
import { Page } from "../components/page.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { CategoriesDialog } from "../visitors/categories_dialog.js";
import { useCategories } from "../visitors/categories.js";
import { pathOf, readQuery } from "../visitors/list_query.js";
import { VisitorsList } from "../visitors/visitors_list.js";

/** @param {{ query: URLSearchParams }} props */
export default function VisitorsPage({ query }) {
  const asked = readQuery(query);
  const categories = useCategories();
  const [isOpen, setOpen] = useState(false);
  return h(
    Page,
    {
      title: t("core.page.visitors"),
      lead: t("visitors.list.lead"),
      width: "wide",
      tools: h(
        Fragment,
        {},
        h(Button, { icon: "settings", onClick: () => setOpen(true) }, t("visitors.categories")),
        h(Button, { tone: "primary", icon: "person_add", to: "/visitors/new" }, t("visitors.register")),
      ),
    },
    h(VisitorsList, {
      asked,
      categories: categories.data ?? [],
      go: (change, replace) => navigate(pathOf({ ...asked, cursor: "", ...change }), { replace }),
    }),
    isOpen && h(CategoriesDialog, { load: categories, onClose: () => setOpen(false) }),
  );
}
