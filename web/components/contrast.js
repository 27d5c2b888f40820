/* Contrast of two colours by WCAG 2, from what `getComputedStyle` answers. */

/** @typedef {[number, number, number]} Rgb each 0 to 255 */

/** Reads "rgb(1, 2, 3)", "rgb(1 2 3 / 50%)", "#123456" and "color(srgb 0.1 0.2 0.3)". @param {string} text @returns {Rgb | null} */
export function rgbOf(text) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (hex) return [parseInt(hex[1], 16), parseInt(hex[2], 16), parseInt(hex[3], 16)];
  const numbers = (text.match(/-?\d*\.?\d+(?:e-?\d+)?/gi) ?? []).slice(0, 3).map(Number);
  if (numbers.length < 3) return null;
  const factor = text.startsWith("color(") ? 255 : 1;
  return [numbers[0] * factor, numbers[1] * factor, numbers[2] * factor];
}

/** @param {Rgb} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21. @param {Rgb} one @param {Rgb} other @returns {number} */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
