import { post } from "../api.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { useForm } from "../forms.js";
import { h, useState } from "../h.js";
import { t } from "../i18n.js";
import { mayName } from "../seats/identity.js";
import { VisitorField } from "../visitors/visitor_field.js";

/** @typedef {{ ticket: import("./shapes.js").Ticket, session: import("../seats/shapes.js").Session }} Seated */

/** Whose the code of a nameless ticket is. @param {{ ticket: import("./shapes.js").Ticket, onClose: () => void, onSeated: (seated: Seated) => void }} props */
export function NamingDialog({ ticket, onClose, onSeated }) {
  const [visitor, setVisitor] = useState(/** @type {import("../visitors/visitor_field.js").FoundVisitor | null} */ (null));
  const form = useForm({
    initial: { visitor: "" },
    send: () => /** @type {Promise<Seated>} */ (post(`/api/queue/${ticket.id}/seat/`, { visitor: visitor?.id })),
    done: onSeated,
  });
  const register = mayName() && h(Button, { tone: "plain", icon: "person_add", to: "/visitors/new" }, t("queue.naming.register"));
  return h(
    Dialog,
    { open: true, title: t("queue.naming.title", { number: ticket.number }), lead: t("queue.naming.lead"), onClose, isBusy: form.busy.value },
    h(
      Form,
      { form, submit: t("queue.deed.seat"), disabled: !visitor, cancel: { onClick: onClose }, also: register },
      h(VisitorField, { label: t("queue.visitor"), clear: t("queue.visitor.clear"), picked: visitor, errors: form.errors("visitor"), onPick: setVisitor }),
    ),
  );
}
