// Visitors of the computer room and their files.
export default {};
