// A change that puts somebody in two places at once: what is met, and a reason to do it all the same.

import { ApiError } from "../api_error.js";
import { CheckField } from "../components/check_field.js";
import { Notice } from "../components/notice.js";
import { TextArea } from "../components/text_area.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { metInWords } from "../planning/clash_words.js";
import { gathered } from "../planning/clashes.js";

/** @typedef {import("../planning/shapes.js").Check} Check */

export const ACCEPTING = { accept_clash: false, reason: "" };

/** What is sent beside the rest. @param {{ accept_clash: boolean, reason: string }} values */
export const accepted = ({ accept_clash, reason }) => (accept_clash ? { accept_clash, reason: reason.trim() } : {});

/** The clash that the last attempt met, kept until the next one. */
export function useClash() {
  const [clash, setClash] = useState(/** @type {Check | null} */ (null));
  /** @template T @param {() => Promise<T>} send @returns {Promise<T>} */
  const watch = async (send) => {
    try {
      setClash(null);
      return await send();
    } catch (error) {
      if (error instanceof ApiError && error.code === "clash") setClash(/** @type {Check} */ (/** @type {unknown} */ (error.body)));
      throw error;
    }
  };
  return { clash, watch };
}

/** @param {{ form: import("../components/field.js").FieldForm, clash: Check | null }} props */
export function ClashPart({ form, clash }) {
  const isAccepted = Boolean(form.values.value.accept_clash);
  if (!clash && !isAccepted) return null;
  return html`<div class="stack-s">
    ${clash &&
    h(
      Notice,
      { tone: "wrong", title: t("school.clash.title", { count: clash.clashes.length }) },
      html`<ul class="structure-clashes">
        ${gathered(clash.clashes).map((line) => html`<li key=${line.key}>${metInWords(line)}</li>`)}
      </ul>`,
    )}
    ${(isAccepted || clash?.acceptable) && h(CheckField, { form, name: "accept_clash", label: t("structure.clash.accept") })}
    ${isAccepted && h(TextArea, { form, name: "reason", label: t("school.clash.reason"), required: true, rows: 2 })}
  </div>`;
}
