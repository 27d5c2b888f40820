// The file of one visitor.

import { Avatar } from "../components/avatar.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { hasRight } from "../session.js";
import { CodeDialog } from "./code_dialog.js";
import { ConsentSection } from "./consent_section.js";
import { Doubles } from "./doubles.js";
import { EditDialog } from "./edit_dialog.js";
import { HoldDialog } from "./hold_dialog.js";
import { MergeDialog } from "./merge_dialog.js";
import { PhotoDialog } from "./photo_dialog.js";
import { VisitorFacts, VisitorFigures } from "./visitor_facts.js";
import { picturedVisitor } from "./visitor_field.js";
import { VisitorSessions } from "./visitor_sessions.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */
/** @typedef {import("./visitor_tools.js").Open} Open */

/**
 * @param {{ visitor: Visitor, categories: readonly import("./shapes.js").Category[], open: Open | null, onOpen: (open: Open | null) => void,
 *   onChanged: (visitor: Visitor) => void }} props
 */
export function VisitorFile({ visitor, categories, open, onOpen, onChanged }) {
  const shared = { visitor, onChanged, onClose: () => onOpen(null) };
  return html`<div class="visitor">
    <div class="visitor-head">
      ${visitor.has_login
        ? h(Avatar, { user: picturedVisitor(visitor), size: "huge" })
        : html`<button type="button" class="visitor-photo" onClick=${() => onOpen("photo")}>
            ${h(Avatar, { user: picturedVisitor(visitor), size: "huge" })}
            <span class="small">${t(visitor.photo ? "visitors.photo.change" : "visitors.photo.add")}</span>
          </button>`}
      ${h(VisitorFigures, { visitor })}
    </div>
    ${h(Doubles, { visitor, onChanged })}
    <div class="visitor-columns">
      <div class="visitor-main">
        ${visitor.notes && h(Section, { title: t("visitors.notes"), card: true }, html`<p class="visitor-notes">${visitor.notes}</p>`)}
        ${hasRight("workstations.manage") && h(VisitorSessions, { visitor: visitor.id, version: visitor.row_version + Number(open === null), onNewCode: () => onOpen("code") })}
      </div>
      <div class="visitor-side">
        ${h(VisitorFacts, { visitor, category: categories.find(({ is_default }) => is_default) })}
        ${h(ConsentSection, { visitor, onChanged })}
        ${h(Notice, {}, t("visitors.audited"))}
      </div>
    </div>
    ${open === "code" && h(CodeDialog, { visitor, onClose: () => onOpen(null) })}
    ${open === "edit" && h(EditDialog, { ...shared, categories })} ${open === "merge" && h(MergeDialog, shared)}
    ${open === "hold" && h(HoldDialog, shared)} ${open === "photo" && h(PhotoDialog, shared)}
  </div>`;
}
