// The import step by step: nothing is written before a dry run has shown what would be.

import { ApiError, api } from "../api.js";
import { useRef, useState } from "../h.js";
import { fieldLabel } from "./field_labels.js";

/** @typedef {import("./import_report.js").Report} Report */
/** @typedef {import("./csv_source.js").CsvSource} CsvSource */
/** @typedef {import("./kinds.js").ProfileKind} ProfileKind */

/** Ten thousand people take a while. */
const TIMEOUT = 300_000;

/**
 * @typedef {object} ImportWork
 * @property {CsvSource | null} source
 * @property {Report | null} report of the dry run, then of the import
 * @property {string | null} problem why the table was refused as a whole
 * @property {"check" | "import" | null} busy
 * @property {number | null} progress part that has been sent
 * @property {(source: CsvSource) => Promise<void>} check
 * @property {() => Promise<void>} run
 * @property {() => void} clear
 */

/**
 * @param {ProfileKind} kind
 * @returns {ImportWork}
 */
export function useImport(kind) {
  const [source, setSource] = useState(/** @type {CsvSource | null} */ (null));
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const [busy, setBusy] = useState(/** @type {"check" | "import" | null} */ (null));
  const [progress, setProgress] = useState(/** @type {number | null} */ (null));
  const stop = useRef(new AbortController());

  /**
   * @param {CsvSource} given
   * @param {boolean} isDry
   */
  const send = async (given, isDry) => {
    const { signal } = stop.current;
    setProblem(null);
    setBusy(isDry ? "check" : "import");
    try {
      const answer = await sent(kind, given, isDry, signal, setProgress);
      if (!signal.aborted) setReport(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      // What was right a moment ago is not any more: the lines are shown again.
      if (!isDry && error.code === "import_refused") await send(given, true);
      else if (isDry) setReport(null);
      setProblem(named(error.errors.file?.[0] ?? error.message));
    } finally {
      setBusy(null);
      setProgress(null);
    }
  };
  const clear = () => {
    stop.current.abort();
    stop.current = new AbortController();
    setSource(null);
    setReport(null);
    setProblem(null);
  };
  return {
    source,
    report,
    problem,
    busy,
    progress,
    check: async (given) => {
      clear();
      setSource(given);
      await send(given, true);
    },
    run: async () => {
      if (source && report?.dry_run && report.error_count === 0) await send(source, false);
    },
    clear,
  };
}

/**
 * @param {ProfileKind} kind
 * @param {CsvSource} source
 * @param {boolean} isDry
 * @param {AbortSignal} signal
 * @param {(part: number | null) => void} onProgress null once it is all sent and the server works
 * @returns {Promise<Report>}
 */
function sent(kind, source, isDry, signal, onProgress) {
  onProgress(0);
  return api("POST", `/api/${kind}/import/`, {
    query: { dry_run: isDry },
    form: source.blob,
    contentType: "text/csv",
    timeout: TIMEOUT,
    signal,
    onProgress: (part) => onProgress(part < 1 ? part : null),
  });
}

/**
 * The API tells missing columns by their codes; a reader knows them by their titles.
 * @param {string} sentence
 */
function named(sentence) {
  return sentence.replace(/\b([a-z]+_[a-z_]+|email|username)\b/g, (code) => fieldLabel(code));
}
