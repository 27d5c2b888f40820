/** Six characters in two groups, as they are read aloud. @param {string} code */
export const spaced = (code) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
