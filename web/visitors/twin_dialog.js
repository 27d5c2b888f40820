import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Fragment, h } from "../h.js";
import { t } from "../i18n.js";
import { CandidateList } from "./candidate_list.js";

/** @typedef {import("./shapes.js").Candidate} Candidate */

/**
 * The server knows somebody who may be the same one: their file is opened, or it is said that this is somebody else.
 * @param {{ twins: readonly Candidate[], onAnswer: (isSomebodyElse: boolean) => void }} props
 */
export function TwinDialog({ twins, onAnswer }) {
  const title = t("visitors.register.twin_title", { count: twins.length });
  return h(
    Dialog,
    {
      open: true,
      title,
      lead: t("visitors.register.twin_text"),
      onClose: () => onAnswer(false),
      focus: "title",
      actions: h(
        Fragment,
        {},
        h(Button, { onClick: () => onAnswer(false) }, t("visitors.register.twin_back")),
        h(Button, { tone: "danger", onClick: () => onAnswer(true) }, t("visitors.register.twin_action")),
      ),
    },
    h(CandidateList, {
      candidates: twins,
      label: title,
      tools: ({ visitor }) => h(Button, { small: true, tone: "primary", to: `/visitors/${visitor}` }, t("visitors.known.open")),
    }),
  );
}
