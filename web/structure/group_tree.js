import { IconButton } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Menu } from "../components/menu.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";

/** @typedef {import("./tree.js").Node} Node */
/** @typedef {import("./shapes.js").Group} Group */
/** @typedef {{ onAdd: (parent: Group) => void, onChange: (group: Group) => void }} Deeds */

/** Groups within groups; what is within one can be folded away. @param {{ nodes: readonly Node[], deeds: Deeds, within?: Group }} props */
export function GroupTree({ nodes, deeds, within }) {
  return html`<ul class="group-tree" role="list">${nodes.map((node) => h(Branch, { key: node.group.id, node, deeds, within }))}</ul>`;
}

/** @param {{ node: Node, deeds: Deeds, within?: Group }} props */
function Branch({ node, deeds, within }) {
  const [isOpen, setOpen] = useState(true);
  const { group, children } = node;
  const isFolded = children.length > 0 && !isOpen;
  // What is the same as above is not said again.
  const programme = group.programme === within?.programme ? null : group.programme_name;
  const facts = [programme, group.students !== undefined && t("structure.count", { count: group.students }), children.length > 0 && t("structure.subgroups", { count: children.length })];
  const label = t(isOpen ? "structure.fold" : "structure.unfold", { name: group.name });
  return html`<li class="group-branch">
    <div class="group-row">
      ${children.length > 0
        ? h(IconButton, { icon: isOpen ? "chevron_down" : "chevron_right", small: true, label, aria: { "aria-expanded": isOpen }, onClick: () => setOpen(!isOpen) })
        : html`<span class="group-leaf">${h(Icon, { name: "people", size: 18 })}</span>`}
      <span class="group-words">
        ${h(Link, { to: `/school/groups/${group.id}`, class: "group-name" }, group.name)}
        <span class="soft small">${facts.filter(Boolean).join(" · ")}</span>
      </span>
      ${h(Menu, {
        label: t("structure.deeds", { name: group.name }),
        isSmall: true,
        items: [
          { label: t("structure.group.open"), icon: "people", to: `/school/groups/${group.id}` },
          { label: t("structure.group.add_within"), icon: "plus", run: () => deeds.onAdd(group) },
          { label: t("structure.group.write"), icon: "mail", to: `/school/messages?group=${group.id}` },
          { label: t("structure.group.change"), icon: "edit", run: () => deeds.onChange(group) },
        ],
      })}
    </div>
    ${children.length > 0 && !isFolded && h(GroupTree, { nodes: children, deeds, within: group })}
  </li>`;
}
