import { Segments } from "../components/segments.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {"room" | "site"} Scope */

/** This room, or all rooms of its site. @param {{ value: Scope, onPick: (scope: Scope) => void }} props */
export function ScopeChoice({ value, onPick }) {
  return h(Segments, {
    label: t("room.scope"),
    wide: true,
    value,
    options: [
      { value: /** @type {Scope} */ ("room"), label: t("room.scope.room") },
      { value: /** @type {Scope} */ ("site"), label: t("room.scope.site") },
    ],
    onPick,
  });
}
