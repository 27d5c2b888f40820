// A deed that was refused, in the words of the API.

import { ApiError } from "../api.js";
import { toast } from "../toasts.js";

/** @param {unknown} error */
export function toastProblem(error) {
  if (!(error instanceof ApiError)) throw error;
  const [first] = Object.values(error.errors).flat();
  toast(first ?? error.message, { tone: "wrong" });
}
