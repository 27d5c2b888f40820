// Documents of an absence: pictures are seen here, a PDF is saved.

import { get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { fileSize } from "../components/file_size.js";
import { Icon } from "../components/icon.js";
import { Loading } from "../components/loading.js";
import { Fragment, h, html, useEffect, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { saveBlob } from "../school/save_blob.js";
import { toast } from "../toasts.js";

/** @typedef {import("./shapes.js").AbsenceDocument} AbsenceDocument */

const isPicture = (/** @type {AbsenceDocument} */ { content_type }) => content_type.startsWith("image/");

/** @param {{ documents: readonly AbsenceDocument[] }} props */
export function DocumentList({ documents }) {
  const [opened, setOpened] = useState(/** @type {AbsenceDocument | null} */ (null));
  return h(
    Fragment,
    {},
    html`<ul class="absence-documents" role="list">
      ${documents.map((one) => h(DocumentCard, { key: one.id, one, onOpen: () => setOpened(one) }))}
    </ul>`,
    opened && h(Picture, { one: opened, onClose: () => setOpened(null) }),
  );
}

/** @param {{ one: AbsenceDocument, onOpen: () => void }} props */
function DocumentCard({ one, onOpen }) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await get(one.url, undefined, { as: "blob", timeout: 60_000 })
      .then((blob) => saveBlob(one.name, blob))
      .catch((error) => toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" }))
      .finally(() => setBusy(false));
  };
  return html`<li class="absence-document">
    <span class="absence-document-icon">${h(Icon, { name: isPicture(one) ? "image" : "file", size: 22 })}</span>
    <span class="absence-document-text">
      <strong class="absence-document-name">${one.name}</strong>
      <span class="soft small figures">${fileSize(one.size)} · ${formatDateTime(one.created_at)}</span>
    </span>
    <span class="row">
      ${isPicture(one) && h(Button, { small: true, icon: "eye", label: t("absences.document.see_of", { name: one.name }), onClick: onOpen }, t("absences.document.see"))}
      ${h(
        Button,
        { small: true, tone: isPicture(one) ? "plain" : "quiet", icon: "download", busy: isBusy, label: t("absences.document.save_of", { name: one.name }), onClick: save },
        t("absences.document.save"),
      )}
    </span>
  </li>`;
}

/** @param {{ one: AbsenceDocument, onClose: () => void }} props */
function Picture({ one, onClose }) {
  const { url, problem } = useBlob(one.url);
  return h(
    Dialog,
    { open: true, title: one.name, size: "wide", focus: "title", onClose },
    problem
      ? html`<p class="soft" role="alert">${problem}</p>`
      : url
        ? html`<img class="absence-picture" src=${url} alt=${t("absences.document.alt", { name: one.name })} />`
        : h(Loading, { label: t("absences.document.coming") }),
  );
}

/** The address of what only the token opens, for as long as it is shown. @param {string} path */
function useBlob(path) {
  const [state, setState] = useState({ url: "", problem: "" });
  useEffect(() => {
    const stop = new AbortController();
    let url = "";
    get(path, undefined, { as: "blob", signal: stop.signal, timeout: 60_000 }).then(
      (blob) => {
        url = URL.createObjectURL(blob);
        setState({ url, problem: "" });
      },
      (error) => !stop.signal.aborted && setState({ url: "", problem: error instanceof ApiError ? error.message : t("core.error.unexpected") }),
    );
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [path]);
  return state;
}
