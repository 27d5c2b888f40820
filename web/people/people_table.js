// People as a table, or as cards on a phone.

import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Fragment, h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { toastProblem } from "./deed_problem.js";
import { printSlips } from "./deeds.js";
import { OWN_FIELDS } from "./kinds.js";
import { fieldLabel } from "./field_labels.js";
import { fullName, loginOf } from "./person.js";
import { SlipDialog } from "./slip_dialog.js";
import { ActiveBadge, RoleBadges } from "./state_badges.js";

/** @typedef {import("./list_rows.js").PersonRow} PersonRow */
/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("../components/data_table.js").Column<PersonRow>} PersonColumn */

/**
 * @param {{ kind: Kind, rows: PersonRow[], ordering: string, onOrdering: (ordering: string) => void }} props
 */
export function PeopleTable({ kind, rows, ordering, onOrdering }) {
  const [selected, setSelected] = useState(/** @type {Set<number>} */ (new Set()));
  const [slips, setSlips] = useState(/** @type {import("./slip_dialog.js").Slip[]} */ ([]));
  // Those chosen on another page of the list are not seen, so nothing is done to them.
  useEffect(() => setSelected(new Set()), [rows]);

  /** @param {number[]} ids */
  const print = async (ids) => {
    const people = rows.filter((row) => ids.includes(row.id)).map((row) => row.person);
    const [first] = people;
    if (!first) return;
    try {
      setSlips(await printSlips(people.map((person) => person.id), fullName(first)));
    } catch (error) {
      toastProblem(error);
    }
  };
  const table = h(DataTable, {
    caption: t(`people.kind.${kind}`),
    columns: columnsOf(kind),
    rows,
    rowTo: (/** @type {PersonRow} */ row) => `/people/${kind}/${row.id}`,
    rowName: (/** @type {PersonRow} */ row) => fullName(row.person),
    rowTone: (/** @type {PersonRow} */ row) => (row.isActive ? undefined : "muted"),
    sort: { key: ordering.replace(/^-/, ""), isDescending: ordering.startsWith("-") },
    onSort: (sort) => onOrdering(`${sort.isDescending ? "-" : ""}${sort.key}`),
    selected,
    onSelect: (/** @type {Set<number>} */ ids) => setSelected(ids),
    selectionTools: (/** @type {number[]} */ ids) =>
      h(Button, { tone: "quiet", small: true, icon: "print", onClick: () => void print(ids) }, t("people.list.slips")),
  });
  return h(Fragment, {}, table, h(SlipDialog, { slips, onClose: () => setSlips([]) }));
}

/**
 * @param {Kind} kind
 * @returns {PersonColumn[]}
 */
function columnsOf(kind) {
  return [
    {
      key: "name",
      label: t("people.column.name"),
      isTitle: true,
      sort: "last_name",
      render: (row) => html`<span class="people-name">
        ${h(Avatar, { user: row.person, size: "normal" })}
        <span class="people-who">
          <span>${fullName(row.person)}</span>
          <span class="people-login">${loginOf(row.person)}</span>
        </span>
      </span>`,
    },
    ...OWN_FIELDS[kind].map(
      (name) =>
        /** @type {PersonColumn} */ ({
          key: name,
          label: fieldLabel(name),
          sort: name === "student_number",
          render: (row) => row.own[name],
        }),
    ),
    ...(kind === "tutors" ? [studentsColumn()] : []),
    {
      key: "roles",
      label: t("people.column.roles"),
      render: (row) =>
        row.person.roles_details.length > 0 || row.person.is_staff
          ? html`<span class="people-roles">${h(RoleBadges, { account: row.person })}</span>`
          : "",
    },
    { key: "state", label: t("people.column.state"), render: (row) => h(ActiveBadge, { isActive: row.isActive }) },
  ];
}

/** @returns {PersonColumn} */
function studentsColumn() {
  return {
    key: "students",
    label: t("people.field.students"),
    align: "end",
    render: (row) => String(row.own.students?.length ?? 0),
  };
}
