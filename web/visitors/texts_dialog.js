// What visitors agree to, in versions: read, written, published. A published text never changes.

import { del, get, post } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Dialog } from "../components/dialog.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Menu } from "../components/menu.js";
import { h, html, useState } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { refusalText } from "../refusal_text.js";
import { toast } from "../toasts.js";
import { ConsentText } from "./consent_text.js";
import { TextConsents } from "./text_consents.js";
import { TextForm } from "./text_form.js";
import { useTitleFocus } from "./title_focus.js";

/** @typedef {import("./shapes.js").ConsentText} Text */
/** @typedef {{ text: Text | null, does: "read" | "write" | "who" }} Shown  null: a new one */

/** @param {{ onClose: () => void }} props */
export function TextsDialog({ onClose }) {
  const load = useLoad(async (signal) => /** @type {Text[]} */ ((await get("/api/consent-texts/", { page_size: 200 }, { signal })).results));
  const [shown, setShown] = useState(/** @type {Shown | null} */ (null));
  const isWriting = shown?.does === "write";
  useTitleFocus(shown);
  const toList = () => setShown(null);
  const done = () => {
    toList();
    load.reload();
  };
  return h(
    Dialog,
    { open: true, title: t("visitors.texts"), lead: t("visitors.texts.lead"), onClose, size: "wide", isSticky: isWriting, focus: "title" },
    shown?.does === "read" && shown.text && h(Read, { text: shown.text, onBack: toList }),
    shown?.does === "who" && shown.text && h(TextConsents, { text: shown.text, onBack: toList }),
    isWriting && h(TextForm, { text: shown.text, model: load.data?.find(({ is_current }) => is_current) ?? null, onDone: done, onCancel: toList }),
    !shown && h(TextList, { load, onShow: setShown, onChanged: load.reload }),
  );
}

/** @param {{ text: Text, onBack: () => void }} props */
function Read({ text, onBack }) {
  return html`<div class="stack">${h(ConsentText, { text })}<div>${h(Button, { icon: "arrow_left", onClick: onBack }, t("visitors.texts.back"))}</div></div>`;
}

/** @param {{ load: import("../load.js").Load<Text[]>, onShow: (shown: Shown) => void, onChanged: () => void }} props */
function TextList({ load, onShow, onChanged }) {
  return html`<div class="stack">
    ${h(Loaded, {
      load,
      small: true,
      rows: 3,
      empty: h(Empty, { icon: "note", small: true, title: t("visitors.texts.none"), text: t("visitors.texts.none_text") }),
      children: (/** @type {Text[]} */ all) => html`<ul class="categories">${inOrder(all).map((text) => h(TextRow, { key: text.id, text, onShow, onChanged }))}</ul>`,
    })}
    <div>${h(Button, { icon: "plus", onClick: () => onShow({ text: null, does: "write" }) }, t("visitors.texts.add"))}</div>
  </div>`;
}

/** Drafts first: something is to be done with them. @param {readonly Text[]} all newest first */
const inOrder = (all) => [...all.filter(({ published_at }) => !published_at), ...all.filter(({ published_at }) => published_at)];

/** @param {{ text: Text, onShow: (shown: Shown) => void, onChanged: () => void }} props */
function TextRow({ text, onShow, onChanged }) {
  const { version, published_at, consents_count: count } = text;
  const about = published_at ? `${t("visitors.texts.published_on", { date: formatDate(published_at) })} · ${t("visitors.texts.count", { count })}` : t("visitors.texts.draft_note");
  const read = { label: t("visitors.texts.read"), icon: /** @type {const} */ ("eye"), run: () => onShow({ text, does: "read" }) };
  return html`<li class="category-row">
    <div class="category-words">
      <p class="category-name"><strong>${t("visitors.texts.version", { version })}</strong> ${h(TextState, { text })}</p>
      <p class="soft small">${about}</p>
    </div>
    ${published_at
      ? html`<div class="row">
          ${count > 0 && h(Button, { small: true, label: t("visitors.texts.who_version", { version }), onClick: () => onShow({ text, does: "who" }) }, t("visitors.texts.who"))}
          ${h(Button, { small: true, label: t("visitors.texts.read_version", { version }), onClick: read.run }, read.label)}
        </div>`
      : h(Menu, {
          label: t("visitors.texts.more", { version }),
          items: [
            read,
            { label: t("visitors.edit"), icon: "edit", run: () => onShow({ text, does: "write" }) },
            { label: t("visitors.texts.publish"), icon: "check", run: () => void publish(text, onChanged) },
            { label: t("visitors.delete"), icon: "trash", isDanger: true, startsGroup: true, run: () => void remove(text, onChanged) },
          ],
        })}
  </li>`;
}

/** @param {{ text: Text }} props */
function TextState({ text: { published_at, is_current } }) {
  if (!published_at) return h(Badge, { tone: "warning" }, t("visitors.texts.draft"));
  return is_current ? h(Badge, { tone: "good", icon: "check" }, t("visitors.texts.current")) : h(Badge, {}, t("visitors.texts.past"));
}

/** @param {Text} text @param {() => void} onChanged */
async function publish({ id, version }, onChanged) {
  const question = { title: t("visitors.texts.publish_title", { version }), text: t("visitors.texts.publish_text"), action: t("visitors.texts.publish") };
  if (await confirm(question)) await attempt(() => post(`/api/consent-texts/${id}/publication/`), t("visitors.texts.published", { version }), onChanged);
}

/** @param {Text} text @param {() => void} onChanged */
async function remove({ id, version }, onChanged) {
  const question = { title: t("visitors.texts.delete_title", { version }), text: t("visitors.texts.delete_text"), action: t("visitors.delete"), danger: true };
  if (await confirm(question)) await attempt(() => del(`/api/consent-texts/${id}/`), t("visitors.texts.deleted", { version }), onChanged);
}

/** @param {() => Promise<unknown>} deed @param {string} said @param {() => void} onChanged */
async function attempt(deed, said, onChanged) {
  try {
    await deed();
    toast(said, { tone: "good" });
    onChanged();
  } catch (error) {
    toast(refusalText(error), { tone: "wrong" });
  }
}
