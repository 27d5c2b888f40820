// The import step by step: nothing is written before a dry run has shown what would be.

import { ApiError, api } from "../api.js";
import { useRef, useState } from "../h.js";

/** @typedef {import("./shapes.js").SheetKind} SheetKind */
/** @typedef {{ row: number, field: string | null, code: string, message: string }} RowError */
/**
 * @typedef {{ dry_run: boolean, rows: number, created: number, changed: number, unchanged?: number, error_count: number, errors: RowError[],
 *   unknown_headers: string[] }} Report
 */

/** A whole school takes a while. */
const TIMEOUT = 300_000;

/** @param {SheetKind} kind */
export function useSheetImport(kind) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [report, setReport] = useState(/** @type {Report | null} */ (null));
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(/** @type {"check" | "import" | null} */ (null));
  const [progress, setProgress] = useState(/** @type {number | null} */ (null));
  const stop = useRef(new AbortController());

  /** @param {File} given @param {boolean} isDry */
  const send = async (given, isDry) => {
    const { signal } = stop.current;
    setProblem("");
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
      setProblem(Object.values(error.errors)[0]?.[0] ?? error.message);
    } finally {
      if (!signal.aborted) {
        setBusy(null);
        setProgress(null);
      }
    }
  };
  const clear = () => {
    stop.current.abort();
    stop.current = new AbortController();
    setFile(null);
    setReport(null);
    setProblem("");
    setBusy(null);
    setProgress(null);
  };
  return {
    file,
    report,
    problem,
    busy,
    progress,
    clear,
    check: async (/** @type {File} */ given) => {
      clear();
      setFile(given);
      await send(given, true);
    },
    run: async () => {
      if (file && report?.dry_run && report.error_count === 0) await send(file, false);
    },
  };
}

/**
 * @param {SheetKind} kind @param {File} file @param {boolean} isDry @param {AbortSignal} signal
 * @param {(part: number | null) => void} onProgress null once all is sent: the server works, nobody knows how long
 * @returns {Promise<Report>}
 */
function sent(kind, file, isDry, signal, onProgress) {
  return api("POST", "/api/school/import/", {
    query: { kind, dry_run: isDry },
    form: file,
    contentType: "text/csv",
    timeout: TIMEOUT,
    signal,
    onProgress: (part) => onProgress(part < 1 ? part : null),
  });
}
