// One message to everybody who sits at a seat.

import { post } from "../api.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { TextArea } from "../components/text_area.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { ReadySentences } from "./ready_sentences.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */

const MOST = 500;

/** @param {LiveSeat} seat */
const hears = ({ is_enrolled, session }) => is_enrolled && session !== null;

/** @param {{ seats: readonly LiveSeat[], onClose: () => void }} props */
export function RoomMessage({ seats, onClose }) {
  const those = seats.filter(hears);
  const form = useForm({
    initial: { text: "" },
    send: ({ text }) => sendAll(those, text.trim()),
    done: ({ sent, failed }) => {
      toast(failed ? t("room.all.some", { sent, failed }) : t("room.all.done", { count: sent }), { tone: failed ? "wrong" : "good" });
      onClose();
    },
  });
  const isEmpty = form.values.value.text.trim() === "";
  return h(
    Dialog,
    { open: true, title: t("room.all.title"), lead: t("room.all.lead", { count: those.length }), isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    those.length > 0 && h(
      Form,
      { form, submit: t("room.message.send"), disabled: isEmpty, cancel: { onClick: onClose } },
      html`${h(ReadySentences, { onPick: (text) => form.set("text", text) })}`,
      h(TextArea, { form, name: "text", label: t("room.all.label"), rows: 3, maxlength: MOST }),
    ),
  );
}

/** @param {readonly LiveSeat[]} seats @param {string} text */
async function sendAll(seats, text) {
  const outcomes = await Promise.allSettled(seats.map(({ id }) => post(`/api/workstations/${id}/messages/`, { text })));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  // None at all: that is said in the form, and nothing typed is lost.
  if (refused.length === outcomes.length) throw refused[0].reason;
  return { sent: outcomes.length - refused.length, failed: refused.length };
}
