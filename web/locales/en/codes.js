// Codes in a batch, on paper.
export default {};
