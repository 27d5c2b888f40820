import { get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { saveBlob } from "../school/save_blob.js";
import { toast } from "../toasts.js";
import { figuresRequest, lessonsRequest } from "./rates_query.js";

const FORMATS = /** @type {const} */ (["csv", "xlsx"]);

/** What is shown, as a file. @param {{ asked: import("./rates_query.js").RatesQuery }} props */
export function Downloads({ asked }) {
  const [busy, setBusy] = useState("");
  /** @param {"csv" | "xlsx"} format */
  const save = async (format) => {
    setBusy(format);
    const isLessons = asked.view === "lessons";
    const request = isLessons ? { ...lessonsRequest(asked), cursor: "", page_size: "" } : figuresRequest(asked);
    try {
      const blob = await get(isLessons ? "/api/statistics/lessons/" : "/api/statistics/", { ...request, format }, { as: "blob", timeout: 60_000 });
      saveBlob(`${t("rates.file")}-${asked.view}-${asked.from}-${asked.to}.${format}`, blob);
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy("");
    }
  };
  return h(
    Fragment,
    {},
    FORMATS.map((format) =>
      h(Button, { key: format, icon: "download", busy: busy === format, label: t(`rates.save_${format}`), onClick: () => save(format) }, format.toUpperCase()),
    ),
  );
}
