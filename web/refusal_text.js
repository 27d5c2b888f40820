// Why something failed that has no form: what a form would say at its fields is the reason then.

import { ApiError } from "./api_error.js";
import { t } from "./i18n.js";

/** @param {unknown} error */
export function refusalText(error) {
  if (!(error instanceof ApiError)) return t("core.error.unexpected");
  const sentences = Object.values(error.errors).flat();
  return sentences.length > 0 ? sentences.join(" ") : error.message;
}
