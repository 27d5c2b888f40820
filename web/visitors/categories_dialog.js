// Who may use how much of a day: the categories of visitors.

import { del, patch, post } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button, IconButton } from "../components/button.js";
import { CheckField } from "../components/check_field.js";
import { confirm } from "../components/confirm.js";
import { Dialog } from "../components/dialog.js";
import { Empty } from "../components/empty.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { refusalText } from "../refusal_text.js";
import { toast } from "../toasts.js";
import { limitsText } from "./categories.js";
import { useTitleFocus } from "./title_focus.js";

/** @typedef {import("./shapes.js").Category} Category */

/** @param {{ load: import("../load.js").Load<Category[]>, onClose: () => void }} props */
export function CategoriesDialog({ load, onClose }) {
  const [edited, setEdited] = useState(/** @type {Category | "new" | null} */ (null));
  useTitleFocus(edited);
  const done = () => {
    setEdited(null);
    load.reload();
  };
  return h(
    Dialog,
    { open: true, title: t("visitors.categories"), lead: t("visitors.categories.lead"), onClose, isSticky: edited !== null, focus: "title" },
    edited
      ? h(CategoryForm, { category: edited === "new" ? null : edited, onDone: done, onCancel: () => setEdited(null) })
      : html`<div class="stack">
          ${h(Loaded, {
            load,
            small: true,
            rows: 3,
            empty: h(Empty, { icon: "people", small: true, title: t("visitors.categories.none"), text: t("visitors.categories.none_text") }),
            children: (/** @type {Category[]} */ all) =>
              html`<ul class="categories">${all.map((category) => h(CategoryRow, { key: category.id, category, onEdit: () => setEdited(category), onGone: done }))}</ul>`,
          })}
          <div>${h(Button, { icon: "plus", onClick: () => setEdited("new") }, t("visitors.categories.add"))}</div>
        </div>`,
  );
}

/** @param {{ category: Category, onEdit: () => void, onGone: () => void }} props */
function CategoryRow({ category, onEdit, onGone }) {
  const { id, name, visitors_count: count } = category;
  const remove = async () => {
    if (!(await confirm({ title: t("visitors.categories.delete_title", { name }), text: t("visitors.categories.delete_unused"), action: t("visitors.delete"), danger: true }))) return;
    try {
      await del(`/api/visitor-categories/${id}/`);
      onGone();
    } catch (error) {
      toast(refusalText(error), { tone: "wrong" });
    }
  };
  return html`<li class="category-row">
    <div class="category-words">
      <p class="category-name"><strong>${name}</strong> ${category.is_default && h(Badge, { tone: "info" }, t("visitors.categories.default"))}</p>
      <p class="soft small">${limitsText(category)} · ${t("visitors.categories.count", { count })}</p>
    </div>
    ${h(IconButton, { icon: "edit", label: t("visitors.categories.edit", { name }), onClick: onEdit })}
    ${h(IconButton, { icon: "trash", label: t("visitors.categories.delete", { name }), disabled: count > 0, onClick: () => void remove() })}
  </li>`;
}

/** @param {{ category: Category | null, onDone: () => void, onCancel: () => void }} props */
function CategoryForm({ category, onDone, onCancel }) {
  const form = useForm({
    initial: {
      name: category?.name ?? "",
      minutes_per_day: String(category?.minutes_per_day || ""),
      minutes_per_session: String(category?.minutes_per_session || ""),
      is_default: category?.is_default ?? false,
    },
    send: (values) => {
      const body = { ...values, minutes_per_day: Number(values.minutes_per_day), minutes_per_session: Number(values.minutes_per_session) };
      if (!category) return post("/api/visitor-categories/", body);
      return patch(`/api/visitor-categories/${category.id}/`, { ...body, row_version: category.row_version });
    },
    done: onDone,
  });
  return h(
    Form,
    { form, submit: t(category ? "visitors.save" : "visitors.categories.add"), cancel: { onClick: onCancel } },
    h(TextField, { form, name: "name", label: t("visitors.categories.name"), required: true, autofocus: true, maxlength: 80 }),
    html`<div class="form-pair">
      ${h(TextField, { form, name: "minutes_per_day", label: t("visitors.categories.per_day"), hint: t("visitors.categories.no_limit"), type: "number", inputmode: "numeric", min: 0, max: 1440, size: "short" })}
      ${h(TextField, { form, name: "minutes_per_session", label: t("visitors.categories.per_session"), hint: t("visitors.categories.no_limit"), type: "number", inputmode: "numeric", min: 0, max: 1440, size: "short" })}
    </div>`,
    h(CheckField, { form, name: "is_default", label: t("visitors.categories.is_default"), hint: t("visitors.categories.is_default_hint") }),
  );
}
