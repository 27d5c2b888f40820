// The live room, one seat, sessions.
export default {};
