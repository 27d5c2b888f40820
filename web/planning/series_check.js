// Asking what a series would be: its days, what it would meet. Nothing is written by it.

import { post } from "../api.js";
import { useAsked } from "./lesson_check.js";

/**
 * @typedef {import("./shapes.js").SeriesPreview} SeriesPreview
 * @typedef {import("./dates.js").Occurrence} Occurrence
 */

/** @param {Record<string, unknown>} body @param {{ signal?: AbortSignal }} options @returns {Promise<SeriesPreview>} */
const checkSeries = (body, options) => post("/api/series/check/", body, options);

/** @param {Record<string, unknown> | null} body null: it cannot be asked yet */
export const useSeriesCheck = (body) => useAsked(body, checkSeries);
