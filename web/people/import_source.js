// Where the table comes from: what it may hold, an example to begin with, then a file or a text.

import { Button } from "../components/button.js";
import { Section } from "../components/section.js";
import { UploadField } from "../components/upload_field.js";
import { h, html, useId, useState } from "../h.js";
import { t } from "../i18n.js";
import { columnsOf, sampleOf } from "./csv_sample.js";
import { fromFile, fromText } from "./csv_source.js";
import { saveFile } from "./save_file.js";

/** @typedef {import("./kinds.js").ProfileKind} ProfileKind */

const LIMIT = 5 * 1024 * 1024;

/**
 * @param {{ kind: ProfileKind, subjects: import("./modules.js").Subject[] }} props
 */
export function CsvColumns({ kind, subjects }) {
  const columns = columnsOf(kind, subjects);
  return h(
    Section,
    {
      title: t("people.csv.title"),
      text: t("people.csv.text"),
      card: true,
      tools: h(
        Button,
        {
          tone: "quiet",
          small: true,
          icon: "download",
          onClick: () => saveFile(`${t(`people.csv.file.${kind}`)}.csv`, sampleOf(columns), "text/csv;charset=utf-8"),
        },
        t("people.csv.sample"),
      ),
    },
    html`<dl class="csv-columns">
      ${columns.map(
        (column) => html`<div key=${column.name} class="csv-column">
          <dt>${column.title}${column.isNeeded ? html` <span class="csv-needed">${t("people.csv.needed")}</span>` : null}</dt>
          <dd>${column.about}</dd>
        </div>`,
      )}
    </dl>`,
  );
}

/**
 * @param {{
 *   work: import("./import_work.js").ImportWork,
 * }} props
 */
export function CsvSourceField({ work }) {
  const [text, setText] = useState("");
  const id = useId();
  const file = work.source?.blob instanceof File ? work.source.blob : null;
  return html`<div class="csv-source">
    ${h(UploadField, {
      label: t("people.import.file"),
      hint: t("people.import.fileHint"),
      accept: ".csv,.txt,.tsv,text/csv,text/plain",
      maxBytes: LIMIT,
      file,
      isUploading: file !== null && work.busy === "check",
      isDisabled: work.busy !== null,
      progress: work.progress,
      onPick: (picked) => void fromFile(picked).then(work.check),
      onRemove: work.clear,
    })}
    <details class="csv-paste">
      <summary>${t("people.import.paste")}</summary>
      <div class="csv-paste-body">
        <label class="field-label" for=${id}>${t("people.import.pasteLabel")}</label>
        <textarea
          id=${id}
          class="csv-text"
          rows="8"
          spellcheck=${false}
          placeholder=${t("people.import.pasteExample")}
          value=${text}
          onInput=${(/** @type {Event} */ event) => {
            setText(/** @type {HTMLTextAreaElement} */ (event.currentTarget).value);
            // Another text is another table: it is checked again.
            if (work.source && !file) work.clear();
          }}
        ></textarea>
        ${h(
          Button,
          {
            tone: "primary",
            busy: work.busy === "check" && file === null,
            disabled: text.trim() === "",
            onClick: () => void work.check(fromText(text, t("people.import.pasted"))),
          },
          t("people.import.check"),
        )}
      </div>
    </details>
  </div>`;
}
