import { del, get } from "../api.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Menu } from "../components/menu.js";
import { Fragment, h } from "../h.js";
import { t } from "../i18n.js";
import { refusalText } from "../refusal_text.js";
import { navigate } from "../router.js";
import { saveBlob } from "../school/save_blob.js";
import { hasRight } from "../session.js";
import { toast } from "../toasts.js";
import { visitorName } from "./visitor_field.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */
/** @typedef {"code" | "edit" | "merge" | "hold" | "photo"} Open */

/** What can be done with a file. @param {{ visitor: Visitor, onOpen: (open: Open) => void }} props */
export function VisitorTools({ visitor, onOpen }) {
  const items = [
    { label: t("visitors.merge"), icon: /** @type {const} */ ("merge"), run: () => onOpen("merge") },
    { label: t("visitors.hold"), icon: /** @type {const} */ ("lock"), run: () => onOpen("hold") },
    ...(!visitor.has_login ? [{ label: t("visitors.export"), icon: /** @type {const} */ ("download"), run: () => void save(visitor) }] : []),
    { label: t("visitors.delete_file"), icon: /** @type {const} */ ("trash"), isDanger: true, startsGroup: true, isDisabled: visitor.legal_hold?.is_active === true, run: () => void remove(visitor) },
  ];
  return h(
    Fragment,
    {},
    hasRight("workstations.manage") && h(Button, { tone: "primary", icon: "key", onClick: () => onOpen("code") }, t("visitors.new_code")),
    h(Button, { icon: "edit", onClick: () => onOpen("edit") }, t("visitors.edit")),
    h(Menu, { label: t("visitors.more"), items }),
  );
}

/** @param {unknown} error */
const tell = (error) => toast(refusalText(error), { tone: "wrong" });

/** All that is known of somebody, as a file that they may take along. @param {Visitor} visitor */
async function save(visitor) {
  try {
    const blob = await get(`/api/visitors/${visitor.id}/export/`, undefined, { as: "blob", timeout: 60_000 });
    saveBlob(`${t("visitors.export.file")}-${visitor.id}.json`, blob);
  } catch (error) {
    tell(error);
  }
}

/** @param {Visitor} visitor */
async function remove(visitor) {
  const name = visitorName(visitor);
  const question = { title: t("visitors.delete_title", { name }), text: t("visitors.delete_text"), action: t("visitors.delete"), danger: true };
  if (!(await confirm(question))) return;
  try {
    await del(`/api/visitors/${visitor.id}/`);
    toast(t("visitors.deleted", { name }), { tone: "good" });
    navigate("/visitors", { replace: true });
  } catch (error) {
    tell(error);
  }
}
