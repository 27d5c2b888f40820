// What is done to a note beyond writing it, each as one function that asks, acts and tells.

import { del, get, patch } from "../api.js";
import { confirm } from "../components/confirm.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { isRowChanged } from "./note.js";

/** @typedef {import("./note.js").Note} Note */

/**
 * Shows the note to its client, or no longer.
 * @param {Note} note as it was read
 * @returns {Promise<Note | null>} as it is now; null: nothing was done
 */
export async function toggleShared(note) {
  const shared = !note.shared;
  if (shared) {
    const isSure = await confirm({
      title: t("clients.share.ask", { name: note.client_name }),
      text: t("clients.share.warning"),
      action: t("clients.share.do"),
    });
    if (!isSure) return null;
  }
  try {
    const now = await patch(`/api/notes/${note.id}/`, { shared, row_version: note.row_version });
    toast(t(shared ? "clients.share.done" : "clients.share.undone", { name: note.client_name }), { tone: "good" });
    return now;
  } catch (error) {
    // Nobody shares a text that they have not read.
    if (isRowChanged(error)) return changedMeanwhile(note);
    throw error;
  }
}

/**
 * @param {Note} note as it was read
 * @returns {Promise<"deleted" | Note | null>} the note as it is now when somebody has changed it; null: nothing was done
 */
export async function deleteNote(note) {
  const isSure = await confirm({
    title: t("clients.delete.title"),
    text: t(note.shared ? "clients.delete.text_shared" : "clients.delete.text"),
    action: t("clients.delete.do"),
    danger: true,
  });
  if (!isSure) return null;
  try {
    // Nobody deletes a text that they have not read.
    await del(`/api/notes/${note.id}/`, { headers: { "if-match": `"${note.row_version}"` } });
  } catch (error) {
    if (isRowChanged(error)) return changedMeanwhile(note);
    throw error;
  }
  toast(t("clients.delete.done"), { tone: "good" });
  return "deleted";
}

/** @param {Note} note @returns {Promise<Note>} */
async function changedMeanwhile(note) {
  toast(t("clients.conflict.read_again"), { tone: "wrong" });
  return get(`/api/notes/${note.id}/`);
}
