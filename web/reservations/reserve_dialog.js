// One seat or several, for one visitor or a group.

import { post } from "../api.js";
import { ChoicesField } from "../components/choices_field.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { mayName } from "../seats/identity.js";
import { toast } from "../toasts.js";
import { VisitorField } from "../visitors/visitor_field.js";
import { ClashNotice } from "./clash_notice.js";
import { NOTHING_TAKEN, atFields, takenThen, timesOf } from "./send.js";
import { TimeField } from "./time_field.js";

/** @typedef {import("./shapes.js").Wanted} Wanted */
/** @typedef {import("../visitors/visitor_field.js").FoundVisitor} FoundVisitor */

/** @param {{ wanted: Wanted, seats: readonly import("../seats/shapes.js").Seat[], onClose: () => void, onDone: () => void }} props */
export function ReserveDialog({ wanted, seats, onClose, onDone }) {
  const [visitor, setVisitor] = useState(/** @type {FoundVisitor | null} */ (null));
  const [found, setFound] = useState(NOTHING_TAKEN);
  const form = useForm({
    initial: { ...wanted, label: "" },
    send: async ({ label, workstations, ...when }) => {
      const times = timesOf(when);
      setFound(NOTHING_TAKEN);
      try {
        return await post("/api/reservations/", { workstations, ...times, label: label.trim(), ...(visitor && { visitor: visitor.id }) });
      } catch (error) {
        const then = takenThen(error, seats);
        setFound(then);
        throw atFields(error, then);
      }
    },
    done: (_, { workstations }) => {
      toast(t("queue.reservation.done", { count: workstations.length }), { tone: "good" });
      onDone();
    },
  });
  const { workstations } = form.values.value;
  const usable = seats.filter(({ id, admin_state }) => admin_state === "available" || workstations.includes(id));
  /** @type {Parameters<typeof ClashNotice>[0]["onTake"]} */
  const take = (seat, instead) => {
    form.set("workstations", [...workstations.filter((one) => one !== instead.id), seat.id]);
    setFound(({ taken, free }) => ({ taken: taken.filter((one) => one !== instead), free: free.filter((one) => one !== seat) }));
  };
  return h(
    Dialog,
    { open: true, title: t("queue.reservation.new"), onClose, isSticky: form.isDirty, isBusy: form.busy.value, focus: "title" },
    h(
      Form,
      { form, submit: workstations.length > 0 ? t("queue.reservation.submit", { count: workstations.length }) : t("queue.reservation.reserve"), disabled: workstations.length === 0, cancel: { onClick: onClose } },
      h(ClashNotice, { taken: found.taken, free: found.free.filter(({ id }) => !workstations.includes(id)), onTake: take }),
      html`<div class="reserve-when">
        ${h(DateField, { form, name: "date", label: t("queue.reservation.date"), required: true })} ${h(TimeField, { form, name: "start", label: t("queue.reservation.start") })}
        ${h(TimeField, { form, name: "end", label: t("queue.reservation.end") })}
      </div>`,
      h(ChoicesField, { form, name: "workstations", label: t("queue.reservation.which"), options: usable.map(({ id, name, location }) => ({ value: id, label: name, hint: location || undefined })) }),
      mayName() && h(VisitorField, { label: t("queue.reservation.visitor"), clear: t("queue.visitor.clear"), isOptional: true, picked: visitor, errors: form.errors("visitor"), onPick: setVisitor }),
      h(TextField, { form, name: "label", label: t("queue.reservation.label"), hint: t("queue.reservation.label_hint"), required: false, maxlength: 100, autocomplete: "off" }),
    ),
  );
}
