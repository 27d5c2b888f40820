// What a page reads from the server.

import { useCallback, useEffect, useRef, useState } from "./h.js";
import { ApiError } from "./api_error.js";
import { online } from "./offline.js";

/**
 * @template T
 * @typedef {{
 *   data: T | undefined,
 *   error: ApiError | null,
 *   isLoading: boolean,
 *   reload: () => void,
 *   set: (data: T) => void,
 * }} Load  what was there stays while newer data are on their way; `set` puts in what is already known
 */

/**
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} read
 * @param {unknown[]} [deps] reads again when one of them changes
 * @returns {Load<T>}
 */
export function useLoad(read, deps = []) {
  const [state, setState] = useState(
    /** @type {{ data: T | undefined, error: ApiError | null, isLoading: boolean }} */ ({
      data: undefined,
      error: null,
      isLoading: true,
    }),
  );
  const [round, setRound] = useState(0);
  const latest = useRef(read);
  latest.current = read;

  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    latest.current(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setState({ data, error: null, isLoading: false });
      },
      (error) => {
        if (!controller.signal.aborted) setState((before) => ({ ...before, error: known(error), isLoading: false }));
      },
    );
    return () => controller.abort();
  }, [...deps, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const set = useCallback((/** @type {T} */ data) => setState({ data, error: null, isLoading: false }), []);

  // What failed for want of a connection is read again once there is one.
  const isBack = online.value && state.error?.status === 0;
  useEffect(() => {
    if (isBack) reload();
  }, [isBack]);

  return { ...state, reload, set };
}

/** @param {unknown} error */
function known(error) {
  if (error instanceof ApiError) return error;
  console.error(error);
  return new ApiError(500, {});
}
