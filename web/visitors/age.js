// How old somebody is, and what follows from it: pure, tested in tests/visitors.test.js.

/** Younger ones need the consent of whoever has parental authority. */
export const OF_AGE_FOR_CONSENT = 15;

/** @param {string | null | undefined} text */
export const isDate = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(`${text}`));

/** Whole years on a day; null for what is no date of birth. @param {string | null} birth @param {string} today both as "2026-11-23" */
export function ageOn(birth, today) {
  if (!birth || !isDate(birth) || birth > today) return null;
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  // Born on the 29th of February: a year older on the 1st of March.
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** @param {string | null} birth @param {string} today */
export function needsGuardian(birth, today) {
  const age = ageOn(birth, today);
  return age !== null && age < OF_AGE_FOR_CONSENT;
}
