import { useRef } from "../h.js";

/** Whether one has come to this step from another one, so that the focus is led to its title. @param {string} step */
export function useIsLed(step) {
  const first = useRef(step);
  const hasMoved = useRef(false);
  if (first.current !== step) hasMoved.current = true;
  return hasMoved.current;
}
