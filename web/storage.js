// The browser's storages, which may be refused (private windows, settings): then memory stands in until the tab closes.

/** @param {"localStorage" | "sessionStorage"} name */
function open(name) {
  /** @type {Map<string, string>} */
  const memory = new Map();
  return {
    /** @param {string} key @returns {string | null} */
    read(key) {
      try {
        return globalThis[name].getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    /** @param {string} key @param {string | null} value null removes it */
    write(key, value) {
      try {
        if (value === null) globalThis[name].removeItem(key);
        else globalThis[name].setItem(key, value);
      } catch {
        if (value === null) memory.delete(key);
        else memory.set(key, value);
      }
    },
  };
}

/** Kept until it is removed, seen by every tab. */
export const lasting = open("localStorage");

/** Kept as long as the tab. */
export const passing = open("sessionStorage");
