import { formatNumber, t } from "../i18n.js";

/** Size of a file as a person says it. @param {number} size in bytes @returns {string} */
export function fileSize(size) {
  if (size < 1024) return t("core.field.file.bytes", { count: size });
  if (size < 1024 * 1024) return t("core.field.file.kilobytes", { size: formatNumber(Math.round(size / 1024)) });
  return t("core.field.file.megabytes", { size: formatNumber(Math.round(size / 1024 / 102.4) / 10) });
}
