import { post } from "../api.js";
import { Form } from "../components/form.js";
import { Section } from "../components/section.js";
import { Segments } from "../components/segments.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { isNamed, mayName } from "../seats/identity.js";
import { MinutesChoice } from "../seats/minutes_choice.js";
import { VisitorField } from "../visitors/visitor_field.js";
import { waitText } from "./wait_text.js";

/** @typedef {import("./shapes.js").Ticket} Ticket */

const BLANK = { minutes: 60, visitor: "" };

/** A number for whoever comes now. @param {{ site: number, wait: number | null, onTaken: (ticket: Ticket) => void }} props */
export function TicketForm({ site, wait, onTaken }) {
  const [who, setWho] = useState(/** @type {"guest" | "visitor"} */ ("guest"));
  const [visitor, setVisitor] = useState(/** @type {import("../visitors/visitor_field.js").FoundVisitor | null} */ (null));
  const form = useForm({
    initial: BLANK,
    send: ({ minutes }) => /** @type {Promise<Ticket>} */ (post("/api/queue/", { site, minutes, ...(who === "visitor" && visitor && { visitor: visitor.id }) })),
    done: (ticket) => {
      form.reset(BLANK);
      setVisitor(null);
      setWho("guest");
      onTaken(ticket);
    },
  });
  return h(
    Section,
    { title: t("queue.take.title"), text: introText(wait), card: true },
    h(
      Form,
      { form, submit: t("queue.take"), wide: true, disabled: (who === "visitor" && !visitor) || form.values.value.minutes < 1 },
      mayName() &&
        h(Segments, {
          label: t("queue.take.who"),
          wide: true,
          value: who,
          onPick: setWho,
          options: [
            { value: "guest", label: t("seats.guest") },
            { value: "visitor", label: t("queue.visitor") },
          ],
        }),
      who === "visitor" && h(VisitorField, { label: t("queue.visitor"), clear: t("queue.visitor.clear"), picked: visitor, errors: form.errors("visitor"), onPick: setVisitor }),
      h(MinutesChoice, { form, name: "minutes", label: t("queue.minutes"), other: t("queue.minutes.other") }),
      isNamed() && !mayName() && html`<p class="soft small">${t("queue.take.guests_only")}</p>`,
    ),
  );
}

/** @param {number | null} wait minutes */
function introText(wait) {
  if (wait === null) return undefined;
  return wait <= 0 ? t("queue.take.now") : t("queue.take.wait", { wait: waitText(wait) });
}
