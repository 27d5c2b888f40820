// How much the computer room is used.
export default {};
