import { useEffect, useState } from "../h.js";

/** Whether there is room beside the seats. */
const QUERY = "(width >= 72rem)";

export function useIsWide() {
  const [isWide, setWide] = useState(() => matchMedia(QUERY).matches);
  useEffect(() => {
    const list = matchMedia(QUERY);
    const look = () => setWide(list.matches);
    list.addEventListener("change", look);
    return () => list.removeEventListener("change", look);
  }, []);
  return isWide;
}
