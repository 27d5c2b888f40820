// What a picture of the professor's screen holds.

/**
 * The lesson and the code of an address such as "https://…/app/check-in/12?code=042137"; bare digits are a code too.
 * @param {string} text
 * @returns {{ lesson: number | null, code: string } | null}
 */
export function scanned(text) {
  if (/^\s*\d{3}\s?\d{3}\s*$/.test(text)) return { lesson: null, code: text.replace(/\s/g, "") };
  if (!URL.canParse(text)) return null;
  const { pathname, searchParams } = new URL(text);
  const lesson = pathname.match(/\/check-in\/(\d+)\/?$/)?.[1];
  const code = searchParams.get("code") ?? "";
  return lesson && /^\d{6}$/.test(code) ? { lesson: Number(lesson), code } : null;
}

/**
 * Proof takes two codes that follow one another: the same one seen twice is one.
 * @param {string | null} first @param {string} code
 * @returns {{ previous_code: string, code: string } | null}
 */
export function pairOf(first, code) {
  return first !== null && first !== code ? { previous_code: first, code } : null;
}
