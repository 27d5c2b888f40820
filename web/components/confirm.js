import { Fragment, h, render } from "../h.js";
import { t } from "../i18n.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";

/**
 * @typedef {{ title: string, text?: import("../h.js").Children, action: string, cancel?: string, danger?: boolean }} Question
 */

/**
 * Asks before something that cannot be taken back. The action is named by its verb ("Supprimer"), never "OK".
 * @param {Question} question @returns {Promise<boolean>}
 */
export function confirm(question) {
  const host = document.createElement("div");
  document.body.append(host);
  return new Promise((resolve) => {
    /** @param {boolean} answer */
    const settle = (answer) => {
      render(null, host);
      host.remove();
      resolve(answer);
    };
    render(h(Asked, { question, settle }), host);
  });
}

/** @param {{ question: Question, settle: (answer: boolean) => void }} props */
function Asked({ question, settle }) {
  const { title, text, action, cancel, danger } = question;
  return h(
    Dialog,
    {
      open: true,
      title,
      size: "small",
      tone: danger ? "danger" : undefined,
      // What destroys is never one press of Enter away.
      focus: danger ? "firstAction" : "lastAction",
      onClose: () => settle(false),
      actions: h(
        Fragment,
        {},
        h(Button, { tone: "quiet", onClick: () => settle(false) }, cancel ?? t("core.confirm.cancel")),
        h(Button, { tone: danger ? "danger" : "primary", onClick: () => settle(true) }, action),
      ),
    },
    text,
  );
}
