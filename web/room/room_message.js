// One message to many seats: whoever sits in the room, or on the whole site, or at the seats that were picked.

import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { giveOrder } from "./orders.js";
import { ReadySentences } from "./ready_sentences.js";
import { ScopeChoice } from "./scope.js";

/** @typedef {import("./orders.js").Given} Given */
/** @typedef {import("./orders.js").Whom} Whom */
/** @typedef {import("./scope.js").Scope} Scope */

const MOST = 500;

/**
 * @param {{ whom: Whom, count: number, isPicked?: boolean, site?: number, onDone: (given: Given) => void, onClose: () => void }} props
 *   count: how many will get it; site: it may go to all of it as well
 */
export function RoomMessage({ whom, count, isPicked = false, site, onDone, onClose }) {
  const [scope, setScope] = useState(/** @type {Scope} */ ("room"));
  const isForSite = site !== undefined && scope === "site";
  const form = useForm({
    initial: { text: "" },
    send: ({ text }) => giveOrder({ order: "message", text: text.trim() }, isForSite ? { site, occupied: true } : whom),
    done: (given) => {
      onClose();
      onDone(given);
    },
  });
  const isEmpty = form.values.value.text.trim() === "" || (count === 0 && !isForSite);
  const lead = isForSite ? t("room.all.lead_site") : t(isPicked ? "room.all.lead_picked" : "room.all.lead", { count });
  return h(
    Dialog,
    { open: true, title: t(isPicked ? "room.all.title_picked" : "room.all.title"), lead, isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, submit: t("room.message.send"), disabled: isEmpty, cancel: { onClick: onClose } },
      site !== undefined && h(ScopeChoice, { value: scope, onPick: setScope }),
      html`${h(ReadySentences, { onPick: (text) => form.set("text", text) })}`,
      h(TextArea, { form, name: "text", label: t("room.all.label"), rows: 3, maxlength: MOST }),
    ),
  );
}
