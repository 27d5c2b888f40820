import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { ScopeChoice } from "./scope.js";

/** @typedef {import("./orders.js").Whom} Whom */
/** @typedef {import("./scope.js").Scope} Scope */

/**
 * Every screen at which somebody sits is locked, after a question.
 * @param {{ room: number, site?: number, isBusy: boolean, onLock: (whom: Whom) => void, onClose: () => void }} props site: all of it may be meant as well
 */
export function RoomLock({ room, site, isBusy, onLock, onClose }) {
  const [scope, setScope] = useState(/** @type {Scope} */ ("room"));
  /** @type {Whom} */
  const whom = site !== undefined && scope === "site" ? { site, occupied: true } : { room, occupied: true };
  return h(
    Dialog,
    {
      open: true,
      title: t("room.lock_all.title"),
      lead: t("room.lock_all.text"),
      size: "small",
      isBusy,
      focus: "lastAction",
      onClose,
      actions: h(
        Fragment,
        {},
        h(Button, { disabled: isBusy, onClick: onClose }, t("core.confirm.cancel")),
        h(Button, { tone: "primary", icon: "lock", busy: isBusy, onClick: () => onLock(whom) }, t("room.many.lock")),
      ),
    },
    site !== undefined && h(ScopeChoice, { value: scope, onPick: setScope }),
  );
}
