import { CheckField } from "../components/check_field.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { Fragment, h } from "../h.js";
import { t } from "../i18n.js";
import { LONGEST } from "./note.js";

/**
 * The text of a note, and who reads it: said before it is saved, not afterwards.
 * @param {{ form: import("../components/field.js").FieldForm, clientName: string, wasShared: boolean, label: string,
 *   rows?: number, autofocus?: boolean, children?: import("../h.js").Children }} props `children`: between the two
 */
export function NoteFields({ form, clientName, wasShared, label, rows = 5, autofocus, children }) {
  const isShared = Boolean(form.values.value.shared);
  return h(
    Fragment,
    {},
    h(TextArea, { form, name: "text", label, rows, autofocus, maxlength: LONGEST, placeholder: t("clients.note.placeholder") }),
    children,
    h(CheckField, {
      form,
      name: "shared",
      label: t("clients.share.label", { name: clientName }),
      hint: isShared ? undefined : t("clients.share.private"),
    }),
    isShared &&
      h(
        Notice,
        { tone: "warning", isLive: true, title: t(wasShared ? "clients.share.is_title" : "clients.share.warning_title", { name: clientName }) },
        t(wasShared ? "clients.share.is_text" : "clients.share.warning"),
      ),
    wasShared && !isShared && h(Notice, { tone: "info", isLive: true }, t("clients.share.taken_back")),
  );
}
