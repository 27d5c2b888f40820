// A code for one visitor, without leaving their file.

import { post } from "../api.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { useForm } from "../forms.js";
import { h, useState } from "../h.js";
import { t } from "../i18n.js";
import { CodeShown } from "../seats/code_shown.js";
import { MinutesChoice } from "../seats/minutes_choice.js";
import { spanText } from "../seats/time_left.js";
import { visitorName } from "./visitor_field.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */
/** @typedef {import("../seats/shapes.js").Session} Session */

const USUAL = 60;

/** @param {{ visitor: Visitor, onClose: () => void }} props */
export function CodeDialog({ visitor, onClose }) {
  const [given, setGiven] = useState(/** @type {Session | null} */ (null));
  return given ? h(Given, { key: "given", session: given, onClose }) : h(Asked, { key: "asked", visitor, onGiven: setGiven, onClose });
}

/** @param {{ visitor: Visitor, onGiven: (session: Session) => void, onClose: () => void }} props */
function Asked({ visitor, onGiven, onClose }) {
  const { day, open_session, consent } = visitor;
  const left = day.minutes_left;
  const most = Math.min(left ?? USUAL, day.minutes_per_session || USUAL, USUAL);
  const form = useForm({
    initial: { minutes: Math.max(0, most) },
    send: ({ minutes }) => /** @type {Promise<Session>} */ (post("/api/sessions/", { visitor: visitor.id, minutes })),
    done: onGiven,
  });
  const lead = left === null ? undefined : t("visitors.code.left", { time: spanText(60 * Math.max(0, left)) });
  return h(
    Dialog,
    { open: true, title: t("visitors.code.title", { name: visitorName(visitor) }), lead, onClose, isBusy: form.busy.value },
    h(
      Form,
      { form, submit: t("visitors.new_code"), disabled: form.values.value.minutes < 1, cancel: { onClick: onClose } },
      open_session !== null && h(Notice, { tone: "warning" }, t("visitors.code.is_in")),
      !consent && h(Notice, { tone: "warning" }, t("visitors.code.no_consent")),
      h(MinutesChoice, { form, name: "minutes", label: t("visitors.code.minutes"), other: t("visitors.code.other") }),
    ),
  );
}

/** @param {{ session: Session, onClose: () => void }} props */
function Given({ session, onClose }) {
  return h(
    Dialog,
    { open: true, title: t("visitors.code.given"), onClose, focus: "title", actions: h(Button, { tone: "primary", onClick: onClose }, t("visitors.code.done")) },
    h(CodeShown, { session }),
  );
}
